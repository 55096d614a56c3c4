/// An account or contract: 20 bytes, written `io1…` (bech32) or `0x…` (hexadecimal).
///
/// Which text parses is decided by the reference's address library, github.com/iotexproject/iotex-address, in its
/// April 2019 form. Checksummed hexadecimal (EIP-55) needs a hash and is `ChainCrypto`'s.
@frozen
public struct Address: Sendable, Hashable {
  /// The 20 bytes.
  public let hash: Hash160

  /// The address with these bytes.
  @inlinable
  public init(_ hash: Hash160) {
    self.hash = hash
  }

  /// The address with these bytes; `nil` unless there are exactly 20.
  @inlinable
  public init?(_ bytes: [UInt8]) {
    guard let hash = Hash160(bytes) else { return nil }
    self.init(hash)
  }

  /// 20 zero bytes: where contract creations and burnt tokens go.
  @inlinable public static var zero: Address { Address(.zero) }

  /// The human-readable part of the bech32 form.
  public static var prefix: String { "io" }

  /// The number of characters of the bech32 form.
  public static var bech32Count: Int { 41 }

  /// The 20 bytes.
  @inlinable public var bytes: [UInt8] { hash.bytes }

  /// The address that text in either form stands for.
  ///
  /// - Throws: `AddressError` if the text is neither valid bech32 nor `0x` and 40 hexadecimal digits in any case.
  public init(parsing text: String) throws(AddressError) {
    if text.hasPrefix("0x") || text.hasPrefix("0X") {
      let bytes: [UInt8]
      do {
        bytes = try Hex.decode(text, prefix: .required)
      } catch {
        throw .hexadecimal(error)
      }
      guard let hash = Hash160(bytes) else { throw .byteCount(bytes.count) }
      self.init(hash)
    } else {
      try self.init(bech32: text)
    }
  }

  /// `0x` and 40 lower-case hexadecimal digits.
  public var hexadecimal: String { "0x" + hash.hex }
}

extension Address: Comparable {
  /// Lexicographic order of the bytes. The order of the bech32 texts is another one.
  @inlinable
  public static func < (left: Address, right: Address) -> Bool { left.hash < right.hash }
}

extension Address: CustomStringConvertible {
  /// The bech32 form.
  public var description: String { bech32 }
}
