import ChainTypes
import ClientKit
import Primitives

/// `ioctl xrc20 allowance`, `balanceOf` and `totalSupply`.
enum XRC20Queries {
  static let allowance = Command(
    use: "allowance (ALIAS|SPENDER_ADDRESS) -s OWNER -c CONTRACT",
    summary: "the amount which spender is still allowed to withdraw from owner",
    words: .exactly(1), flags: [Flag("signer", "s", .text, isRequired: true, "the account whose tokens they are")],
    action: { session in
      let owner = try session.parsedAddress(of: session.flags.text("signer"))
      let spender = try session.parsedAddress(of: session.word(0))
      try await show(session, XRC20.allowance, [.address(owner), .address(spender)])
    })

  static let balanceOf = Command(
    use: "balanceOf (ALIAS|OWNER_ADDRESS) -c CONTRACT", summary: "Get account balance", words: .exactly(1),
    action: { session in
      try await show(session, XRC20.balanceOf, [.address(try session.parsedAddress(of: session.word(0)))])
    })

  static let totalSupply = Command(
    use: "totalSupply -c CONTRACT", summary: "Get total supply", words: .exactly(0),
    action: { session in try await show(session, XRC20.totalSupply, []) })

  private static func show(_ session: Session, _ function: ABIFunction, _ arguments: [ABIValue]) async throws {
    let token = try TokenContract(session)
    let value = try await token.number(function, arguments)
    let decimals = try await token.decimals()
    let symbol = await token.symbol()
    let amount = DecimalAmount.text(WireInteger(value), decimals: decimals)
    session.result(
      "Raw output: \(Hex.encode(value.bigEndianBytes))\nOutput in decimal: \(value.decimal)\nAmount: \(amount)\(symbol.isEmpty ? "" : " " + symbol)",
      [
        "raw": .string(Hex.encode(value.bigEndianBytes)), "decimal": .string(value.decimal), "amount": .string(amount),
        "symbol": .string(symbol),
      ])
  }
}
