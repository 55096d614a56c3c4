public import Primitives
public import State

/// Where fees go: the rewarding fund.
public protocol FeeSink: Sendable {
  /// Moves a fee from the caller's account to the fund, as a deposit does: the caller is loaded, charged and stored.
  ///
  /// A fee of zero writes nothing (golden quirk 11).
  ///
  /// - Parameters:
  ///   - fee: in Rau.
  ///   - payer: the account that pays.
  /// - Throws: a rejection when the payer's balance does not suffice; no valid block holds such an action.
  func depositFee(_ fee: U256, from payer: Address, height: UInt64, state: WorkingSet) throws(HandlingError)
}
