public import Primitives

/// The last stored block, and how many actions there are up to it.
public struct ChainTip: Hashable, Sendable {
  /// Its height, from 1.
  public let height: UInt64
  /// Its hash.
  public let hash: Hash256
  /// The number of actions in all blocks up to it, which is the number of the next action.
  public let actionCount: UInt64

  /// A tip.
  public init(height: UInt64, hash: Hash256, actionCount: UInt64) {
    self.height = height
    self.hash = hash
    self.actionCount = actionCount
  }

  /// 48 bytes: height and number of actions, each eight bytes little-endian, and the hash.
  var record: [UInt8] {
    var writer = RecordWriter(capacity: Self.recordSize)
    writer.append(height)
    writer.append(actionCount)
    writer.append(hash)
    return writer.bytes
  }

  /// Reads a record; nil when it does not have 48 bytes.
  init?(record: UnsafeRawBufferPointer) {
    guard record.count == Self.recordSize else { return nil }
    height = record.number(at: 0)
    actionCount = record.number(at: 8)
    hash = Hash256(UnsafeRawBufferPointer(rebasing: record[16..<48]))
  }

  private static let recordSize = 48
}
