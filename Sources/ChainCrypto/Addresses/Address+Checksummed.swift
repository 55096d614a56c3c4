public import Primitives

extension Address {
  /// `0x` and 40 hexadecimal digits whose case is a checksum (EIP-55).
  public var checksummed: String {
    let digits = [UInt8](hash.hex.utf8)
    let checksum = Keccak256.hash(digits).bytes
    var text = "0x"
    for (index, digit) in digits.enumerated() {
      let nibble = index.isMultiple(of: 2) ? checksum[index / 2] >> 4 : checksum[index / 2] & 0x0f
      let isLetter = digit >= UInt8(ascii: "a")
      text.unicodeScalars.append(Unicode.Scalar(isLetter && nibble >= 8 ? digit - 0x20 : digit))
    }
    return text
  }
}
