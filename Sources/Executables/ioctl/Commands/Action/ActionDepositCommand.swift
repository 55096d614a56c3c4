import ChainTypes

/// `ioctl action deposit`.
enum ActionDepositCommand {
  static let command = Command(
    use: "deposit AMOUNT_IOTX [DATA] -s SIGNER [-l GAS_LIMIT] [-p GASPRICE]", summary: "Deposit tokens into rewarding fund",
    words: .between(1, 2), flags: SigningFlags.all(), action: run)

  private static func run(_ session: Session) async throws {
    let amount = try DecimalAmount.rau(session.word(0), decimals: DecimalAmount.iotx)
    let data = Array(session.word(1).utf8)
    let draft = try await ActionDraft(session, intrinsicGas: ActionGroup.gas(payload: data))
    try await ActionSender(session).send(.depositToRewardingFund(DepositToRewardingFund(amount: amount, data: data)), draft)
  }
}
