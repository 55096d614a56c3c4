internal import ChainTypes
internal import Primitives

/// An `ActivityRun` while it is made.
struct ActivityRunContent {
  /// Blocks per run, as a power of eight.
  let level: Int
  /// The number of the first action.
  let firstNumber: UInt64
  /// The first eight bytes of the actions' hashes, ascending.
  private(set) var prefixes: [UInt64] = []
  /// The actions' numbers, counted from `firstNumber`, in the order of `prefixes`; ascending for equal ones.
  private(set) var numbers: [UInt32] = []
  /// Sender → actions.
  private(set) var sent = Postings<Hash160>()
  /// Recipient → actions.
  private(set) var received = Postings<Hash160>()
  /// Log tag → heights.
  private(set) var logs = Postings<UInt64>()

  /// The run of one block. Destinations that are empty, or no address, have no entry: the reference skips the first and
  /// fails to index a block with the second (`putActions` in `blockchain/indexbuilder.go`).
  init(_ block: Block, receipts: [Receipt], firstNumber: UInt64) {
    level = 0
    self.firstNumber = firstNumber
    let actions = block.actions
    let order = actions.indices.map { (prefix: actions[$0].hash.leading, number: UInt32(truncatingIfNeeded: $0)) }
      .sorted { $0 < $1 }
    prefixes = order.map(\.prefix)
    numbers = order.map(\.number)
    sent = Postings(actions.indices.map { (actions[$0].sender.hash, UInt32(truncatingIfNeeded: $0)) })
    received = Postings(
      actions.indices.compactMap { index in
        guard let text = actions[index].envelope.payload.destination, !text.isEmpty,
          let address = try? Address(bech32: text)
        else { return nil }
        return (address.hash, UInt32(truncatingIfNeeded: index))
      })
    var tags: [(key: UInt64, item: UInt32)] = []
    for receipt in receipts {
      for log in receipt.logs {
        tags.append((LogTag.address(log.address), 0))
        for (position, topic) in log.topics.enumerated() { tags.append((LogTag.topic(topic, at: position), 0)) }
      }
    }
    logs = Postings(tags)
  }

  init(
    level: Int, firstNumber: UInt64, prefixes: [UInt64], numbers: [UInt32], sent: Postings<Hash160>,
    received: Postings<Hash160>, logs: Postings<UInt64>
  ) {
    self.level = level
    self.firstNumber = firstNumber
    self.prefixes = prefixes
    self.numbers = numbers
    self.sent = sent
    self.received = received
    self.logs = logs
  }

  /// The bytes that `write` fills.
  var encodedSize: Int {
    ActivityRun.headSize + numbers.count * 12 + sent.encodedSize + received.encodedSize + logs.encodedSize
  }

  /// Writes the record to a zero-filled buffer of `encodedSize` bytes.
  func write(to buffer: UnsafeMutableRawBufferPointer) {
    let counts = [
      sent.keys.count, received.keys.count, received.items.count, logs.keys.count, logs.items.count,
    ]
    buffer.write([UInt32(truncatingIfNeeded: level), UInt32(truncatingIfNeeded: numbers.count)], at: 0)
    buffer.write([firstNumber], at: 8)
    buffer.write(counts.map { UInt32(truncatingIfNeeded: $0) }, at: 16)
    var place = ActivityRun.headSize
    buffer.write(prefixes, at: place)
    place += prefixes.count * 8
    buffer.write(numbers, at: place)
    place += numbers.count * 4
    sent.write(to: buffer, at: place)
    place += sent.encodedSize
    received.write(to: buffer, at: place)
    place += received.encodedSize
    logs.write(to: buffer, at: place)
  }

  /// The record.
  var record: [UInt8] {
    var record = [UInt8](repeating: 0, count: encodedSize)
    record.withUnsafeMutableBytes { write(to: $0) }
    return record
  }
}
