internal import ChainCrypto
internal import Primitives

/// The two numbers of an ECDSA signature, read from DER: `30 len 02 len r 02 len s`.
///
/// Source: BIP-66, whose strict form signers of libp2p make; the reference accepts no other in practice.
struct ECDSASignature {
  /// The first number.
  let r: U256
  /// The second number.
  let s: U256

  /// The numbers of a strict DER form, or nil.
  init?(der bytes: [UInt8]) {
    guard bytes.count >= 8, bytes.count <= 72, bytes[0] == 0x30, Int(bytes[1]) == bytes.count - 2 else { return nil }
    var position = 2
    guard let r = Self.integer(bytes, at: &position), let s = Self.integer(bytes, at: &position), position == bytes.count else {
      return nil
    }
    self.r = r
    self.s = s
  }

  /// 65 bytes: r, s in its lower form, and an unused recovery number.
  var compactForSecp256k1: [UInt8] {
    let other = Secp256k1.order &- s
    let low = s < other ? s : other
    return r.bigEndianBytes + low.bigEndianBytes + [0]
  }

  private static func integer(_ bytes: [UInt8], at position: inout Int) -> U256? {
    guard bytes.count - position >= 3, bytes[position] == 0x02 else { return nil }
    let count = Int(bytes[position + 1])
    let start = position + 2
    guard count >= 1, count <= 33, bytes.count - start >= count else { return nil }
    // Negative numbers, and zeros in front that are not needed for the sign.
    guard bytes[start] < 0x80, count == 1 || bytes[start] != 0 || bytes[start + 1] >= 0x80 else { return nil }
    position = start + count
    return U256(bigEndian: [UInt8](bytes[start..<position].drop { $0 == 0 }))
  }
}
