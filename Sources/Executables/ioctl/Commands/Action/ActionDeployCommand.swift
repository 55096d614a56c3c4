import ChainTypes

/// `ioctl action deploy`.
enum ActionDeployCommand {
  static let command = Command(
    use: "deploy -s SIGNER -b BYTE_CODE -l GAS_LIMIT [-p GAS_PRICE]", summary: "Deploy smart contract on IoTeX blockchain",
    words: .atMost(0), flags: SigningFlags.all(isGasLimitRequired: true), action: run)

  private static func run(_ session: Session) async throws {
    let draft = try await ActionDraft(session, intrinsicGas: 0, order: .nonceThenPrice)
    let execution = Execution(amount: .zero, contract: "", data: session.flags.bytes("bytecode"))
    try await ActionSender(session).send(.execution(execution), draft)
  }
}
