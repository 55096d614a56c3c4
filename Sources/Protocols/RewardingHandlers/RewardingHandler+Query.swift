internal import Primitives
public import ProtocolKit
public import State

/// Balances of the rewarding fund, as decimal texts in Rau (`rewarding/protocol.go`, `ReadState`).
extension RewardingHandler: StateQuery {
  /// Answers `AvailableBalance` and `TotalBalance`, which ignore arguments, and `UnclaimedBalance` of one address in text.
  public func read(
    method: String, arguments: [[UInt8]], in context: StateQueryContext, state: WorkingSet
  ) throws(StateQueryError) -> [UInt8] {
    let store = RewardStore(state: state)
    let amount: U256
    switch method {
    case "AvailableBalance": amount = try Self.fund(of: store).available
    case "TotalBalance": amount = try Self.fund(of: store).total
    case "UnclaimedBalance":
      guard arguments.count == 1 else {
        throw .notFound("UnclaimedBalance takes one argument, the address, instead of \(arguments.count)")
      }
      amount = try Self.unclaimed(by: arguments[0], store: store)
    default: throw .notFound("the rewarding protocol has no method \(method)")
    }
    return Array(amount.decimal.utf8)
  }

  private static func fund(of store: RewardStore) throws(StateQueryError) -> Fund {
    guard let fund = try reading({ () throws(HandlingError) in try store.fund() }) else {
      throw .notFound("the rewarding fund does not exist")
    }
    return fund
  }

  /// What an address has earned and not claimed; 0 for one that never earned anything.
  private static func unclaimed(by text: [UInt8], store: RewardStore) throws(StateQueryError) -> U256 {
    let address: Address
    do {
      address = try Address(bech32: String(decoding: text, as: UTF8.self))
    } catch {
      throw .notFound("the argument of UnclaimedBalance is no io1… address")
    }
    return try reading { () throws(HandlingError) in try store.account(address)?.balance } ?? .zero
  }

  private static func reading<Value>(_ read: () throws(HandlingError) -> Value) throws(StateQueryError) -> Value {
    do {
      return try read()
    } catch {
      if case .fault(let fault) = error { throw .fault(fault) }
      throw .notFound("\(error)")
    }
  }
}
