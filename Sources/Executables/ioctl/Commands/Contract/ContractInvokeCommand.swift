import ChainTypes
import ClientKit
import Primitives

/// `ioctl contract invoke`.
enum ContractInvokeCommand {
  static let command = Command(
    use: "invoke", summary: "Invoke smart contract on IoTeX blockchain",
    commands: [
      Command(
        use: "bytecode (CONTRACT_ADDRESS|ALIAS) CALL_DATA [AMOUNT_IOTX] -s SIGNER", summary: "Invoke with call data", words: .between(2, 3),
        flags: SigningFlags.all(), action: bytecode),
      Command(
        use: "function (CONTRACT_ADDRESS|ALIAS) ABI_FILE FUNCTION_NAME [AMOUNT_IOTX] [--with-arguments JSON] -s SIGNER",
        summary: "Invoke a function by its name", words: .between(3, 4), flags: SigningFlags.all() + [ContractGroup.argumentsFlag],
        action: function),
    ])

  private static func bytecode(_ session: Session) async throws {
    guard let data = try? Hex.decode(session.word(1), prefix: .optional) else { throw CommandFailure("the call data are not hexadecimal") }
    try await invoke(session, data, amount: session.word(2), abi: nil)
  }

  private static func function(_ session: Session) async throws {
    let abi = try ContractFiles.abi(session.word(1))
    let function = try abi.function(session.word(2))
    guard session.word(3).isEmpty || function.isPayable else { throw CommandFailure("\(function.signature) takes no amount") }
    let arguments = try ContractABI.arguments(session.flags.text("with-arguments"), for: function.inputs, names: session.knownAddress)
    try await invoke(session, try function.callData(arguments), amount: session.word(3), abi: abi)
  }

  private static func invoke(_ session: Session, _ data: [UInt8], amount: String, abi: ContractABI?) async throws {
    let contract = try session.address(of: session.word(0))
    let amount = amount.isEmpty ? .zero : try DecimalAmount.rau(amount, decimals: DecimalAmount.iotx)
    let draft = try await ActionDraft(session, intrinsicGas: 0)
    let execution = Execution(amount: amount, contract: contract, data: data)
    try await ActionSender(session).send(.execution(execution), draft, abi: abi)
  }
}
