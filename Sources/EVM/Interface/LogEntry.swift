public import Primitives

/// One log that a contract wrote with LOG0 to LOG4.
public struct LogEntry: Sendable, Hashable {
  /// The account whose code wrote it (the storage owner, not the code's address, in delegated calls).
  public var address: Address
  /// Up to four topics.
  public var topics: [Hash256]
  /// Any bytes.
  public var data: [UInt8]

  /// A log of `address`.
  public init(address: Address, topics: [Hash256], data: [UInt8]) {
    self.address = address
    self.topics = topics
    self.data = data
  }
}
