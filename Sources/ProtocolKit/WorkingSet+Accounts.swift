public import Primitives
public import State

/// How handlers read and write accounts (`action/protocol/account/util/util.go`).
extension WorkingSet {
  /// The account at an address, or an empty one that is not written.
  public func loadAccount(_ address: Address) throws(HandlingError) -> Account {
    try handling { () throws(StateFault) in try account(address) } ?? Account()
  }

  /// The account at an address; an absent one is written with a balance first (golden quirk 7).
  public func loadOrCreateAccount(_ address: Address, balance: U256 = .zero) throws(HandlingError) -> Account {
    if let existing = try handling({ () throws(StateFault) in try account(address) }) { return existing }
    var created = Account()
    created.balance = balance
    setAccount(created, at: address)
    return created
  }
}

/// Runs a read of the state and says what its failure means for the block: a record that is no account refuses the
/// action that pointed at it, anything else is this node's fault.
public func handling<Value>(_ read: () throws(StateFault) -> Value) throws(HandlingError) -> Value {
  do {
    return try read()
  } catch {
    if case .malformedRecord = error {
      throw .rejected(ActionRejection(.notAnAccount, "\(error)"))
    }
    throw .fault(error)
  }
}
