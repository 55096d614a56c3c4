internal import ChainTypes

/// Writes the journal's records: numbers big-endian, byte strings with a length of four bytes before them.
struct JournalWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ number: UInt64) { withUnsafeBytes(of: number.bigEndian) { bytes.append(contentsOf: $0) } }

  mutating func append(_ moment: Timestamp) {
    append(UInt64(bitPattern: moment.seconds))
    append(UInt64(UInt32(bitPattern: moment.nanoseconds)))
  }

  mutating func append(_ string: [UInt8]) {
    withUnsafeBytes(of: UInt32(clamping: string.count).bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: string)
  }
}

/// Reads the journal's records.
struct JournalReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func number() throws(ConsensusFault) -> UInt64 { try take(8).reduce(0) { $0 << 8 | UInt64($1) } }

  mutating func moment() throws(ConsensusFault) -> Timestamp {
    let seconds = Int64(bitPattern: try number())
    let nanoseconds = Int32(truncatingIfNeeded: try number())
    return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
  }

  mutating func string() throws(ConsensusFault) -> [UInt8] {
    let count = try take(4).reduce(0) { $0 << 8 | Int($1) }
    return Array(try take(count))
  }

  private mutating func take(_ count: Int) throws(ConsensusFault) -> ArraySlice<UInt8> {
    guard rest.count >= count else { throw .journalCorrupt("a record is cut off") }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }
}
