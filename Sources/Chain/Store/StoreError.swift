public import Storage

/// Why the block store could not answer or change.
public enum StoreError: Error, Hashable, Sendable {
  /// The store below failed: a fault of this node's disk or configuration.
  case storage(StorageFault)
  /// What is stored contradicts itself: a fault of this node's disk, or a bug.
  case corruption(StoreCorruption)
  /// A block was to be appended that is not the next one.
  case notNext(expected: UInt64, actual: UInt64)
  /// A block was to be appended whose header names another block below than the tip.
  case notLinked(height: UInt64)
  /// A block has more actions, or more bytes, than the store's records can count: 2^24 actions, 1 GiB.
  case tooLarge(height: UInt64)
  /// A block was to be removed and there is none.
  case empty
}

extension StoreError: StorageFaultConvertible {
  /// Wraps a fault of the store below.
  public init(_ fault: StorageFault) { self = .storage(fault) }

  /// Runs an operation of the store below and wraps its fault.
  @discardableResult
  static func wrapping<R>(_ body: () throws(StorageFault) -> R) throws(StoreError) -> R {
    do throws(StorageFault) {
      return try body()
    } catch {
      throw .storage(error)
    }
  }

  /// A stable name of the reason, for metrics and tests.
  public var code: String {
    switch self {
    case .storage(let fault): "storage-\(fault.code.rawValue)"
    case .corruption(let corruption): "corrupt-\(corruption.code.rawValue)"
    case .notNext: "not-next"
    case .notLinked: "not-linked"
    case .tooLarge: "too-large"
    case .empty: "empty"
    }
  }
}

extension StoreError: CustomStringConvertible {
  /// What happened, in one sentence without a full stop.
  public var description: String {
    switch self {
    case .storage(let fault): fault.description
    case .corruption(let corruption): corruption.description
    case .notNext(let expected, let actual): "block \(actual) cannot be appended: block \(expected) is next"
    case .notLinked(let height): "block \(height) cannot be appended: it is not on top of the last block"
    case .tooLarge(let height): "block \(height) cannot be stored: it is too large"
    case .empty: "there is no block to remove"
    }
  }
}
