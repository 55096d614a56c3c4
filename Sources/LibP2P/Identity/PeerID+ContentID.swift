extension PeerID {
  /// The peer id in either of its text forms: base58 of the multihash (`12D3KooW…`, `Qm…`), or a content id of version 1 for a
  /// libp2p key in base32 (`bafz…`) or base58 (`z…`).
  ///
  /// Source: libp2p's peer id specification, "decoding".
  static func multihash(parsing text: some StringProtocol) throws(IdentityError) -> [UInt8] {
    let content: [UInt8]
    switch text.first {
    case "b": content = try base32(text.dropFirst())
    case "z": content = try Base58.decode(text.dropFirst())
    default: return try Base58.decode(text)
    }
    // Version 1, libp2p key.
    guard content.starts(with: [0x01, 0x72]) else { throw .notAPeerID }
    return [UInt8](content.dropFirst(2))
  }

  /// The bytes of RFC 4648 base 32 in lower case, without padding.
  private static func base32(_ text: some StringProtocol) throws(IdentityError) -> [UInt8] {
    guard text.utf8.count <= Base58.maximumTextLength else { throw .notAPeerID }
    var bytes: [UInt8] = []
    var (bits, count): (UInt32, UInt32) = (0, 0)
    for character in text.utf8 {
      let digit: UInt8
      switch character {
      case 0x61...0x7A: digit = character - 0x61
      case 0x32...0x37: digit = character - 0x32 + 26
      default: throw .notAPeerID
      }
      // At most seven bits are left over from before.
      bits = bits << 5 | UInt32(digit)
      count += 5
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> count))
        bits &= 1 << count - 1
      }
    }
    guard count < 5, bits == 0 else { throw .notAPeerID }
    return bytes
  }
}
