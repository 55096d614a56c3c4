/// One write of a block, as it enters the digest.
public struct WriteRecord: Hashable, Sendable {
  /// Whether the key was deleted. The digest does not show the difference between this and an empty value.
  public let isDelete: Bool
  /// Where the key belongs.
  public let namespace: StateNamespace
  /// The key.
  public let key: [UInt8]
  /// The value; empty for a delete.
  public let value: [UInt8]

  /// A write with these parts.
  public init(isDelete: Bool, namespace: StateNamespace, key: [UInt8], value: [UInt8]) {
    self.isDelete = isDelete
    self.namespace = namespace
    self.key = key
    self.value = value
  }
}
