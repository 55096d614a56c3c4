public import ChainTypes
public import Primitives

/// What a receipt of a grant says about each reward (`rewardingpb.RewardLog`).
public struct RewardLog: ProtobufMessage {
  /// The kinds of reward.
  public enum Kind: Int32, Sendable {
    /// For producing a block.
    case block = 0
    /// A share of an epoch's reward.
    case epoch = 1
    /// The foundation's bonus.
    case foundationBonus = 2
  }

  /// The kind of reward.
  public var kind = Kind.block
  /// The reward address, as the candidate registered it.
  public var address = ""
  /// In Rau.
  public var amount = U256.zero

  /// Creates an entry.
  public init(kind: Kind, address: String, amount: U256) {
    self.kind = kind
    self.address = address
    self.amount = amount
  }

  /// Reads an entry from the data of a receipt's log.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .varint):
        guard let known = Kind(rawValue: try reader.int32()) else { throw reader.failure(.invalidNumber) }
        kind = known
      case (2, .bytes): address = try reader.string()
      case (3, .bytes):
        let number = try reader.integer()
        guard number.isNumber, let value = number.value.value else { throw reader.failure(.invalidNumber) }
        amount = value
      default: try reader.skip(tag)
      }
    }
  }

  public func encode(into writer: inout ProtobufWriter) {
    writer.int32(1, kind.rawValue)
    writer.string(2, address)
    writer.integer(3, WireInteger(amount))
  }
}
