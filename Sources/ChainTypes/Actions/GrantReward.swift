/// Credits a reward (`action/grantreward.go`); made by the producer of the block.
public struct GrantReward: ProtobufMessage {
  /// The rewards that exist.
  public enum RewardType: Int32, Hashable, Sendable, CaseIterable {
    /// For the producer of the block.
    case block = 0
    /// For the delegates and candidates of the epoch, in its last block.
    case epoch = 1
  }

  /// Which reward.
  public var rewardType: RewardType = .block
  /// The height of the block that holds the action.
  public var height: UInt64 = 0

  /// A grant.
  public init(rewardType: RewardType, height: UInt64) {
    self.rewardType = rewardType
    self.height = height
  }

  /// Reads the message up to the end of the reader. Unknown types count as the block reward.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint):
        let raw = try reader.int32()
        rewardType = RewardType(rawValue: raw) ?? .block
        if rewardType.rawValue != raw { reader.markNonCanonical() }
      case (2, .varint): height = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.int32(1, rewardType.rawValue)
    writer.uint64(2, height)
  }
}
