internal import ChainTypes
internal import Primitives
internal import State
internal import Storage

/// What the last blocks overwrote, so that they can be removed again.
///
/// One record per block under its height (eight bytes, big-endian): for every key that the block changed the namespace
/// (one byte), the key and the value before, each as a varint length and bytes; the length of an absent value is left out
/// and a flag byte of 0 stands in front. Records older than the depth are dropped as new ones come.
struct UndoLog {
  static let table = Table("chain.undo")

  /// How many blocks can be removed.
  let depth: UInt64

  /// Records what a block is about to overwrite, before its writes are applied.
  func record(_ executed: ExecutedBlock, in writer: any KeyValueWriter) throws(ChainFault) {
    let height = executed.block.header.height
    guard depth > 0 else { return }
    try storing { () throws(StorageFault) in
      var record: [UInt8] = []
      try executed.state.forEachChangedKey { (namespace, key) throws(StorageFault) in
        record.append(namespace.rawValue)
        Self.append(key, to: &record)
        if let value = try writer.get(namespace.table, key) {
          record.append(1)
          Self.append(value, to: &record)
        } else {
          record.append(0)
        }
      }
      try writer.put(Self.table, Self.key(height), record)
      if height > depth { _ = try writer.delete(Self.table, Self.key(height - depth)) }
    }
  }

  /// Puts back what the block of a height overwrote, and forgets the record.
  ///
  /// - Throws: `ChainFault.corrupt` when there is no record, or it is damaged.
  static func undo(height: UInt64, in writer: any KeyValueWriter) throws(ChainFault) {
    guard let record = try storing({ () throws(StorageFault) in try writer.get(table, key(height)) }) else {
      throw .corrupt("there is no undo record for block \(height)")
    }
    var rest = record[...]
    while let code = rest.popFirst() {
      guard let namespace = StateNamespace(rawValue: code), let key = take(from: &rest), let flag = rest.popFirst() else {
        throw .corrupt("the undo record of block \(height) is cut off")
      }
      if flag == 0 {
        try storing { () throws(StorageFault) in _ = try writer.delete(namespace.table, key) }
      } else {
        guard let value = take(from: &rest) else { throw .corrupt("the undo record of block \(height) is cut off") }
        try storing { () throws(StorageFault) in try writer.put(namespace.table, key, value) }
      }
    }
    try storing { () throws(StorageFault) in _ = try writer.delete(table, Self.key(height)) }
  }

  /// Whether the block of a height can be removed.
  static func covers(height: UInt64, in reader: any KeyValueReader) throws(ChainFault) -> Bool {
    try storing { () throws(StorageFault) in try reader.get(table, key(height)) } != nil
  }

  private static func key(_ height: UInt64) -> [UInt8] {
    withUnsafeBytes(of: height.bigEndian) { Array($0) }
  }

  private static func append(_ bytes: [UInt8], to record: inout [UInt8]) {
    var count = bytes.count
    while count >= 0x80 {
      record.append(UInt8(truncatingIfNeeded: count) | 0x80)
      count >>= 7
    }
    record.append(UInt8(count))
    record += bytes
  }

  private static func take(from record: inout ArraySlice<UInt8>) -> [UInt8]? {
    var count = 0
    var shift = 0
    while let byte = record.popFirst() {
      count |= Int(byte & 0x7f) << shift
      if byte < 0x80 {
        guard count <= record.count else { return nil }
        defer { record = record.dropFirst(count) }
        return Array(record.prefix(count))
      }
      shift += 7
      guard shift < 35 else { return nil }
    }
    return nil
  }
}
