import ChainTypes

/// `ioctl action transfer`.
enum ActionTransferCommand {
  static let command = Command(
    use: "transfer (ALIAS|RECIPIENT_ADDRESS) AMOUNT_IOTX [DATA] -s SIGNER [-l GAS_LIMIT] [-p GAS_PRICE]",
    summary: "Transfer tokens on IoTeX blokchain", words: .between(2, 3), flags: SigningFlags.all(), action: run)

  private static func run(_ session: Session) async throws {
    let recipient = try session.address(of: session.word(0))
    let amount = try DecimalAmount.rau(session.word(1), decimals: DecimalAmount.iotx)
    let payload = Array(session.word(2).utf8)
    let draft = try await ActionDraft(session, intrinsicGas: ActionGroup.gas(payload: payload))
    try await ActionSender(session).send(.transfer(Transfer(amount: amount, recipient: recipient, payload: payload)), draft)
  }
}
