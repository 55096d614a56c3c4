import ChainTypes

/// `ioctl action invoke`.
enum ActionInvokeCommand {
  static let command = Command(
    use: "invoke (ALIAS|CONTRACT_ADDRESS) [AMOUNT_IOTX] -s SIGNER -b BYTE_CODE -l GAS_LIMIT [-p GAS_PRICE]",
    summary: "Invoke smart contract on IoTeX blockchain", words: .between(1, 2), flags: SigningFlags.all(isGasLimitRequired: true),
    action: run)

  private static func run(_ session: Session) async throws {
    let contract = try session.address(of: session.word(0))
    let amount = session.words.count == 2 ? try DecimalAmount.rau(session.word(1), decimals: DecimalAmount.iotx) : .zero
    let draft = try await ActionDraft(session, intrinsicGas: 0)
    let execution = Execution(amount: amount, contract: contract, data: session.flags.bytes("bytecode"))
    try await ActionSender(session).send(.execution(execution), draft)
  }
}
