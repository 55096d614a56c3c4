public import Storage

/// This node cannot read its state: the store failed, or a record in it is not what its place demands.
///
/// Nothing here is an action's or a block's failure by itself. The one exception callers have to know is
/// ``malformedRecord(namespace:key:detail:)``: an action may name a key (an address) that holds another kind of record,
/// and then the reference refuses the action.
public enum StateFault: Error, Hashable, Sendable {
  /// The store below failed.
  case storage(StorageFault)
  /// The bytes under a key are not a record of the kind that was asked for. `key` is lower-case hex.
  case malformedRecord(namespace: StateNamespace, key: String, detail: String)
  /// The blocks below the one being executed cannot be read.
  case history(String)
  /// A snapshot id that was never given out, or was given up by reverting to an earlier one.
  case unknownSnapshot(Int)
  /// A snapshot that was reverted to before; see ``WorkingSet/revert(to:)``.
  case spentSnapshot(Int)

  /// A stable name for metrics and log fields.
  public var code: String {
    switch self {
    case .storage: "storage"
    case .malformedRecord: "malformed-record"
    case .history: "history"
    case .unknownSnapshot: "unknown-snapshot"
    case .spentSnapshot: "spent-snapshot"
    }
  }
}

extension StateFault: StorageFaultConvertible {
  /// A fault of the store.
  public init(_ fault: StorageFault) { self = .storage(fault) }
}

extension StateFault: CustomStringConvertible {
  /// One sentence for a log or an error message.
  public var description: String {
    switch self {
    case .storage(let fault): "\(fault)"
    case .malformedRecord(let namespace, let key, let detail): "the record \(key) in \(namespace.name) is malformed: \(detail)"
    case .history(let detail): detail
    case .unknownSnapshot(let id): "there is no snapshot \(id)"
    case .spentSnapshot(let id): "snapshot \(id) was reverted to before"
    }
  }
}
