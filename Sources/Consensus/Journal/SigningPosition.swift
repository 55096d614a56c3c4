internal import ChainTypes
internal import RollDPoS

/// Where in the order of all signatures of a delegate one stands. A delegate signs upwards only.
struct SigningPosition: Hashable, Sendable, Comparable {
  let height: UInt64
  let roundStart: Timestamp
  let kind: SigningIntent.Kind

  init(height: UInt64, roundStart: Timestamp, kind: SigningIntent.Kind) {
    self.height = height
    self.roundStart = roundStart
    self.kind = kind
  }

  init(_ intent: SigningIntent) {
    self.init(height: intent.round.height, roundStart: intent.roundStart, kind: intent.kind)
  }

  static func < (left: SigningPosition, right: SigningPosition) -> Bool {
    (left.height, left.roundStart, left.kind.rawValue) < (right.height, right.roundStart, right.kind.rawValue)
  }

  /// 21 bytes in whose order positions stand: height, seconds (offset so that none is negative), nanoseconds, kind.
  var key: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(21)
    withUnsafeBytes(of: height.bigEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: (UInt64(bitPattern: roundStart.seconds) ^ (1 << 63)).bigEndian) { bytes.append(contentsOf: $0) }
    withUnsafeBytes(of: UInt32(bitPattern: roundStart.nanoseconds).bigEndian) { bytes.append(contentsOf: $0) }
    bytes.append(kind.rawValue)
    return bytes
  }

  /// Reads a key; nil when it is none.
  init?(key: [UInt8]) {
    guard key.count == 21, let kind = SigningIntent.Kind(rawValue: key[20]) else { return nil }
    func number(_ range: Range<Int>) -> UInt64 { key[range].reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(
      height: number(0..<8),
      roundStart: Timestamp(
        seconds: Int64(bitPattern: number(8..<16) ^ (1 << 63)), nanoseconds: Int32(truncatingIfNeeded: number(16..<20))),
      kind: kind)
  }
}
