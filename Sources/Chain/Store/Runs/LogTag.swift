internal import Primitives

/// The eight bytes under which the heights of logs are indexed. Different addresses or topics may share a tag: what is
/// found by it must be compared with the logs themselves.
enum LogTag {
  /// Of a log's address, as it is written: FNV-1a of its UTF-8 bytes, mixed so that tags spread evenly.
  static func address(_ text: String) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    return mixed(hash)
  }

  /// Of a log's topic at a position, from 0.
  static func topic(_ topic: Hash256, at position: Int) -> UInt64 {
    topic.withUnsafeBytes { bytes in
      var hash = UInt64(truncatingIfNeeded: position) &+ 1
      for offset in stride(from: 0, to: 32, by: 8) {
        hash = mixed(hash ^ bytes.number(at: offset, as: UInt64.self))
      }
      return hash
    }
  }

  /// The finalizer of SplitMix64: every bit of the input changes half of the output's.
  private static func mixed(_ value: UInt64) -> UInt64 {
    var mixed = value
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
