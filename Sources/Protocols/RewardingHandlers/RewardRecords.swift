internal import ChainTypes
internal import Primitives

/// The fund that fees flow into and rewards are paid from (`rewarding/fund.go`).
struct Fund: ProtobufMessage {
  /// Everything in the fund, in Rau, what is granted but not yet claimed included.
  var total = U256.zero
  /// What is not yet granted, in Rau (the reference calls it `unclaimedBalance`).
  var available = U256.zero
}

extension Fund {
  init(from reader: inout ProtobufReader) throws(CodecError) {
    self.init()
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): total = try reader.amount()
      case (2, .bytes): available = try reader.amount()
      default: try reader.skip(tag)
      }
    }
  }

  func encode(into writer: inout ProtobufWriter) {
    writer.integer(1, WireInteger(total))
    writer.integer(2, WireInteger(available))
  }
}

/// The parameters of rewarding, written once at genesis (`rewarding/admin.go`).
struct RewardParameters: ProtobufMessage {
  /// Reward for each block, in Rau.
  var blockReward = U256.zero
  /// Reward for each epoch, shared by votes, in Rau.
  var epochReward = U256.zero
  /// How many candidates share the epoch reward.
  var delegatesForEpochReward: UInt64 = 0
  /// Bonus of each of the first candidates, in Rau per epoch.
  var foundationBonus = U256.zero
  /// How many candidates get the bonus.
  var delegatesForFoundationBonus: UInt64 = 0
  /// The last epoch with a bonus.
  var foundationBonusLastEpoch: UInt64 = 0
  /// Percentage of the expected blocks below which a delegate gets no epoch reward.
  var productivityThreshold: UInt64 = 0
}

extension RewardParameters {
  init(from reader: inout ProtobufReader) throws(CodecError) {
    self.init()
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): blockReward = try reader.amount()
      case (2, .bytes): epochReward = try reader.amount()
      case (3, .varint): delegatesForEpochReward = try reader.uint64()
      case (4, .bytes): foundationBonus = try reader.amount()
      case (5, .varint): delegatesForFoundationBonus = try reader.uint64()
      case (6, .varint): foundationBonusLastEpoch = try reader.uint64()
      case (7, .varint): productivityThreshold = try reader.uint64()
      default: try reader.skip(tag)
      }
    }
  }

  func encode(into writer: inout ProtobufWriter) {
    writer.integer(1, WireInteger(blockReward))
    writer.integer(2, WireInteger(epochReward))
    writer.uint64(3, delegatesForEpochReward)
    writer.integer(4, WireInteger(foundationBonus))
    writer.uint64(5, delegatesForFoundationBonus)
    writer.uint64(6, foundationBonusLastEpoch)
    writer.uint64(7, productivityThreshold)
  }
}

/// What an address has been granted and has not claimed yet (`rewarding/reward.go`).
struct RewardAccount: ProtobufMessage {
  /// In Rau.
  var balance = U256.zero
}

extension RewardAccount {
  init(from reader: inout ProtobufReader) throws(CodecError) {
    self.init()
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): balance = try reader.amount()
      default: try reader.skip(tag)
      }
    }
  }

  func encode(into writer: inout ProtobufWriter) {
    writer.integer(1, WireInteger(balance))
  }
}

/// The operators that get no epoch reward and no bonus (`rewarding/admin.go`).
struct ExemptOperators: ProtobufMessage {
  var addresses: [Address] = []
}

extension ExemptOperators {
  init(from reader: inout ProtobufReader) throws(CodecError) {
    self.init()
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes):
        guard addresses.count < ProtobufReader.elementLimit else { throw reader.failure(.limitExceeded) }
        let bytes = try reader.element()
        guard bytes.count == 20 else { throw reader.failure(.invalidNumber) }
        addresses.append(Address(Hash160(bytes)))
      default: try reader.skip(tag)
      }
    }
  }

  func encode(into writer: inout ProtobufWriter) {
    for address in addresses { writer.element(1, address.hash.bytes) }
  }
}

extension ProtobufReader {
  /// An amount in Rau as a decimal string.
  fileprivate mutating func amount() throws(CodecError) -> U256 {
    let number = try integer()
    guard number.isNumber, let value = number.value.value else { throw failure(.invalidNumber) }
    return value
  }
}
