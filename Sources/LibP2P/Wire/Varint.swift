/// Variable-length unsigned numbers: seven bits a byte, lowest first, the top bit set in all bytes but the last.
///
/// The format of protobuf, multiaddr, multihash and of every length prefix in libp2p. Overlong forms (trailing zero groups)
/// are accepted as the reference accepts them; more than 64 bits are not.
public enum Varint {
  /// The most bytes that a number takes.
  public static let maximumByteCount = 10

  /// How many bytes `append` adds for a number.
  public static func byteCount(_ value: UInt64) -> Int {
    value == 0 ? 1 : (70 &- value.leadingZeroBitCount) / 7
  }

  /// Appends a number in its shortest form.
  public static func append(_ value: UInt64, to output: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      output.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest &>>= 7
    }
    output.append(UInt8(truncatingIfNeeded: rest))
  }

  /// The number's bytes.
  public static func encode(_ value: UInt64) -> [UInt8] {
    var output: [UInt8] = []
    append(value, to: &output)
    return output
  }

  /// Reads the number at `position`, or gives nil, leaving `position` alone, if the bytes end inside it.
  ///
  /// - Throws: `varintTooLong` for more than 64 bits.
  public static func decodeIfComplete(_ bytes: ArraySlice<UInt8>, at position: inout Int) throws(WireError) -> UInt64? {
    var index = position
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while index < bytes.endIndex {
      let byte = bytes[index]
      index &+= 1
      // The tenth byte holds the 64th bit alone.
      if shift == 63 && byte > 1 { throw .varintTooLong }
      value |= UInt64(byte & 0x7F) &<< shift
      if byte < 0x80 {
        position = index
        return value
      }
      shift &+= 7
    }
    return nil
  }

  /// Reads the number at `position` and moves on behind it.
  ///
  /// - Throws: `truncated`, `varintTooLong`.
  public static func decode(_ bytes: ArraySlice<UInt8>, at position: inout Int) throws(WireError) -> UInt64 {
    guard let value = try decodeIfComplete(bytes, at: &position) else { throw .truncated }
    return value
  }
}
