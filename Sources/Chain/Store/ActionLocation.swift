/// Where an action is on the chain.
public struct ActionLocation: Hashable, Sendable {
  /// The height of its block.
  public let height: UInt64
  /// Its position in the block, from 0.
  public let index: Int
  /// Its position among all actions of the chain, from 0.
  public let number: UInt64

  /// A place.
  public init(height: UInt64, index: Int, number: UInt64) {
    self.height = height
    self.index = index
    self.number = number
  }
}

/// How many actions an address has to do with.
public struct AddressActivity: Hashable, Sendable {
  /// Actions that it signed.
  public var sent: UInt64 = 0
  /// Actions that were sent to it. One that it sent to itself counts here and in `sent`.
  public var received: UInt64 = 0

  /// The sum, as the reference counts (`GetActionCountByAddress` in `blockchain/blockchain.go`).
  public var total: UInt64 { sent &+ received }  // both are at most the number of actions of the chain
}

/// One line of an address's history.
public struct AddressAction: Hashable, Sendable {
  /// What the address has to do with the action.
  public enum Role: Hashable, Sendable {
    /// It signed the action.
    case sender
    /// The action was sent to it.
    case recipient
  }

  /// Where the action is.
  public let location: ActionLocation
  /// What the address has to do with it. An action to itself is two lines, one of each.
  public let role: Role
}

/// The order of an address's history.
public enum AddressOrder: Hashable, Sendable {
  /// All actions that it sent, then all that it received, each oldest first: the reference's order
  /// (`getTotalActionsByAddress` in `api/api.go`).
  case sentThenReceived
  /// Oldest first.
  case chain
}
