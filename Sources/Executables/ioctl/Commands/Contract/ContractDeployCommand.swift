import ChainTypes
import ClientKit
import Primitives

/// `ioctl contract deploy`.
enum ContractDeployCommand {
  static let command = Command(
    use: "deploy", summary: "Deploy smart contract of IoTeX blockchain",
    commands: [
      Command(
        use: "bin BIN_FILE [ABI_FILE] -s SIGNER", summary: "Deploy byte code from a compiler's file", words: .between(1, 2), flags: flags,
        action: { session in try await deploy(session, code: ContractFiles.bytecode(session.word(0))) }),
      Command(
        use: "bytecode BYTECODE [ABI_FILE] -s SIGNER", summary: "Deploy byte code in hexadecimal digits", words: .between(1, 2),
        flags: flags,
        action: { session in
          guard let code = try? Hex.decode(session.word(0), prefix: .optional) else {
            throw CommandFailure("the byte code is not hexadecimal")
          }
          try await deploy(session, code: code)
        }),
    ])

  private static let flags =
    SigningFlags.all() + [
      ContractGroup.argumentsFlag, Flag("init-amount", nil, .text, standard: "0", "`IOTX` to send to the constructor"),
    ]

  private static func deploy(_ session: Session, code: [UInt8]) async throws {
    var data = code
    let text = session.flags.text("with-arguments")
    if session.words.count == 2 {
      let abi = try ContractFiles.abi(session.word(1))
      data += try ABIValue.encode(
        ContractABI.arguments(text, for: abi.constructor, names: session.knownAddress), as: abi.constructor.map(\.type))
    } else if !text.isEmpty {
      throw CommandFailure("the constructor's arguments need the ABI: name its file after the byte code")
    }
    let amount = try DecimalAmount.rau(session.flags.text("init-amount"), decimals: DecimalAmount.iotx)
    let draft = try await ActionDraft(session, intrinsicGas: 0)
    try await ActionSender(session).send(.execution(Execution(amount: amount, contract: "", data: data)), draft)
  }
}
