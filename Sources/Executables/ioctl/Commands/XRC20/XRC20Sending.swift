import ChainTypes
import ClientKit
import Primitives

/// `ioctl xrc20 approve`, `transfer` and `transferFrom`.
enum XRC20Sending {
  static let approve = Command(
    use: "approve (ALIAS|SPENDER_ADDRESS) AMOUNT -c CONTRACT -s SIGNER",
    summary: "Allow spender to withdraw from your account, multiple times, up to the amount", words: .exactly(2), flags: SigningFlags.all(),
    action: { session in
      try await send(session, XRC20.approve, [.address(try session.parsedAddress(of: session.word(0)))], amount: session.word(1))
    })

  static let transfer = Command(
    use: "transfer (ALIAS|TARGET_ADDRESS) AMOUNT -c CONTRACT -s SIGNER", summary: "Transfer token to the target address",
    words: .exactly(2),
    flags: SigningFlags.all(),
    action: { session in
      try await send(session, XRC20.transfer, [.address(try session.parsedAddress(of: session.word(0)))], amount: session.word(1))
    })

  static let transferFrom = Command(
    use: "transferFrom (ALIAS|OWNER_ADDRESS) (ALIAS|RECIPIENT_ADDRESS) AMOUNT -c CONTRACT -s SIGNER",
    summary: "Send amount of tokens from owner address to target address", words: .exactly(3), flags: SigningFlags.all(),
    action: { session in
      let owner = try session.parsedAddress(of: session.word(0))
      let recipient = try session.parsedAddress(of: session.word(1))
      try await send(session, XRC20.transferFrom, [.address(owner), .address(recipient)], amount: session.word(2))
    })

  private static func send(_ session: Session, _ function: ABIFunction, _ parties: [ABIValue], amount: String) async throws {
    let token = try TokenContract(session)
    let data = try function.callData(parties + [try await token.amount(amount)])
    let draft = try await ActionDraft(session, intrinsicGas: 0)
    let execution = Execution(amount: .zero, contract: token.address, data: data)
    try await ActionSender(session).send(.execution(execution), draft)
  }
}
