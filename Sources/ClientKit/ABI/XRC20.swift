import Primitives

/// The interface of tokens: XRC20, which is Ethereum's ERC-20.
public enum XRC20 {
  private static let uint256 = ABIParameter(name: "amount", type: .unsigned(256))
  private static func address(_ name: String) -> ABIParameter { ABIParameter(name: name, type: .address) }

  private static func function(
    _ name: String, _ inputs: [ABIParameter], _ output: ABIType, isReadOnly: Bool = false
  ) -> ABIFunction {
    ABIFunction(name: name, inputs: inputs, outputs: [ABIParameter(name: "", type: output)], isReadOnly: isReadOnly, isPayable: false)
  }

  /// How much of its owner's tokens somebody may spend.
  public static let allowance = function("allowance", [address("owner"), address("spender")], .unsigned(256), isReadOnly: true)
  /// Lets somebody spend tokens.
  public static let approve = function("approve", [address("spender"), uint256], .bool)
  /// The tokens of an account.
  public static let balanceOf = function("balanceOf", [address("owner")], .unsigned(256), isReadOnly: true)
  /// All tokens.
  public static let totalSupply = function("totalSupply", [], .unsigned(256), isReadOnly: true)
  /// Moves one's own tokens.
  public static let transfer = function("transfer", [address("recipient"), uint256], .bool)
  /// Moves somebody else's tokens, within the allowance.
  public static let transferFrom = function("transferFrom", [address("owner"), address("recipient"), uint256], .bool)
  /// The number of decimals in which amounts are written.
  public static let decimals = function("decimals", [], .unsigned(8), isReadOnly: true)
  /// The token's short name.
  public static let symbol = function("symbol", [], .string, isReadOnly: true)

  /// The functions that change something, for naming what call data do.
  public static let all = [allowance, approve, balanceOf, totalSupply, transfer, transferFrom, decimals, symbol]
}
