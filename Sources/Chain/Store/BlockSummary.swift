internal import ChainCrypto
public import ChainTypes
public import Primitives

/// What is asked about many blocks at once, in one small record per block, so that no block is decoded for it.
public struct BlockSummary: Hashable, Sendable {
  /// The hash of the block.
  public let hash: Hash256
  /// The account of the producer's key.
  public let producer: Address
  /// The header's time.
  public let timestamp: Timestamp
  /// The footer's commit time.
  public let commitTime: Timestamp
  /// The number of the block's first action among all actions of the chain, from 0.
  public let firstActionNumber: UInt64
  /// How many actions the block has.
  public let actionCount: Int
  /// How many of them have a receipt.
  public let receiptCount: Int
  /// How many logs the receipts have.
  public let logCount: Int
  /// The gas of all receipts; `UInt64.max` when that is too small to say.
  public let gasConsumed: UInt64
  /// The length of the block's encoding in bytes.
  public let encodedSize: Int
  /// The sum of all transfers' amounts in Rau; nil when it, or an amount, is negative or wider than 256 bits.
  public let transferAmount: U256?

  /// The numbers of the block's actions.
  public var actionNumbers: Range<UInt64> {
    let (end, overflow) = firstActionNumber.addingReportingOverflow(UInt64(actionCount))
    return firstActionNumber..<(overflow ? .max : end)
  }

  init(_ block: Block, receipts: [Receipt], firstActionNumber: UInt64, encodedSize: Int) {
    hash = block.hash
    producer = block.header.producer.address
    timestamp = block.header.timestamp
    commitTime = block.footer.commitTime
    self.firstActionNumber = firstActionNumber
    actionCount = block.actions.count
    receiptCount = receipts.count
    logCount = receipts.reduce(0) { $0 + $1.logs.count }
    gasConsumed = receipts.reduce(0) { sum, receipt in
      let (total, overflow) = sum.addingReportingOverflow(receipt.gasConsumed)
      return overflow ? .max : total
    }
    self.encodedSize = encodedSize
    transferAmount = Self.transferAmount(of: block)
  }

  private static func transferAmount(of block: Block) -> U256? {
    var sum = U256.zero
    for action in block.actions {
      guard case .transfer(let transfer) = action.envelope.payload else { continue }
      guard let amount = transfer.amount.value, let total = sum.adding(amount) else { return nil }
      sum = total
    }
    return sum
  }
}

extension BlockSummary {
  /// 108 bytes of fixed fields, then the transfer amount as one byte of length and so many bytes, big-endian; the
  /// length 255 stands for nil.
  private static let fixedSize = 108
  private static let noAmount: UInt8 = 255

  var record: [UInt8] {
    var writer = RecordWriter(capacity: Self.fixedSize + 33)
    writer.append(hash)
    writer.append(firstActionNumber)
    writer.append(timestamp.seconds)
    writer.append(timestamp.nanoseconds)
    writer.append(UInt32(truncatingIfNeeded: actionCount))
    writer.append(producer.hash)
    writer.append(UInt32(truncatingIfNeeded: receiptCount))
    writer.append(UInt32(truncatingIfNeeded: logCount))
    writer.append(commitTime.nanoseconds)
    writer.append(commitTime.seconds)
    writer.append(gasConsumed)
    writer.append(UInt32(truncatingIfNeeded: encodedSize))
    if let amount = transferAmount?.minimalBigEndianBytes {
      writer.append(UInt8(truncatingIfNeeded: amount.count))
      writer.append(amount)
    } else {
      writer.append(Self.noAmount)
    }
    return writer.bytes
  }

  /// Reads a record; nil when it is malformed.
  init?(record: UnsafeRawBufferPointer) {
    guard record.count > Self.fixedSize else { return nil }
    hash = Hash256(UnsafeRawBufferPointer(rebasing: record[0..<32]))
    firstActionNumber = record.number(at: Self.firstActionNumberOffset)
    timestamp = Timestamp(seconds: record.number(at: 40), nanoseconds: record.number(at: 48))
    actionCount = Int(record.number(at: Self.actionCountOffset, as: UInt32.self))
    producer = Address(Hash160(UnsafeRawBufferPointer(rebasing: record[56..<76])))
    receiptCount = Int(record.number(at: 76, as: UInt32.self))
    logCount = Int(record.number(at: 80, as: UInt32.self))
    commitTime = Timestamp(seconds: record.number(at: 88), nanoseconds: record.number(at: 84))
    gasConsumed = record.number(at: 96)
    encodedSize = Int(record.number(at: 104, as: UInt32.self))
    let length = record[Self.fixedSize]
    let rest = UnsafeRawBufferPointer(rebasing: record[(Self.fixedSize + 1)...])
    if length == Self.noAmount {
      guard rest.isEmpty else { return nil }
      transferAmount = nil
    } else {
      guard rest.count == Int(length), length <= 32 else { return nil }
      transferAmount = U256(bigEndianBytes: rest)
    }
  }

  private static let firstActionNumberOffset = 32
  private static let actionCountOffset = 52

  /// The hash alone.
  static func hash(inRecord record: UnsafeRawBufferPointer) -> Hash256? {
    record.count > fixedSize ? Hash256(UnsafeRawBufferPointer(rebasing: record[0..<32])) : nil
  }

  /// The numbers of the block's first action and of the one after its last.
  static func actionNumbers(inRecord record: UnsafeRawBufferPointer) -> (first: UInt64, end: UInt64)? {
    guard record.count > fixedSize else { return nil }
    let first: UInt64 = record.number(at: firstActionNumberOffset)
    let (end, overflow) = first.addingReportingOverflow(UInt64(record.number(at: actionCountOffset, as: UInt32.self)))
    return overflow ? nil : (first, end)
  }
}
