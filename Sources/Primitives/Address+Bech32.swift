/// The bech32 form. Actions and receipts carry addresses as text, so both directions avoid the general codec and allocate
/// nothing beyond their result; whatever is not plainly valid goes through `Bech32`, which knows why.
extension Address {
  /// The address that `io1…` text stands for; all upper case is accepted.
  ///
  /// - Throws: `AddressError` for what the reference's `address.FromString` refuses.
  public init(bech32 text: String) throws(AddressError) {
    var text = text
    // The closure must not throw: `withUTF8` would widen the error's type.
    let hash = text.withUTF8 { Address.parseLowercase(UnsafeRawBufferPointer($0)) }
    if let hash {
      self.init(hash)
    } else {
      try self.init(general: text)
    }
  }

  /// The address that ASCII text `io1…` stands for; all upper case is accepted.
  ///
  /// - Throws: `AddressError` for what the reference's `address.FromString` refuses.
  public init(bech32 text: UnsafeRawBufferPointer) throws(AddressError) {
    if let hash = Address.parseLowercase(text) {
      self.init(hash)
    } else {
      try self.init(general: String(decoding: text, as: UTF8.self))
    }
  }

  /// Parses through the general codec.
  private init(general text: String) throws(AddressError) {
    let decoded: (prefix: String, data: [UInt8])
    do {
      decoded = try Bech32.decode(text)
    } catch {
      throw .bech32(error)
    }
    guard decoded.prefix == Address.prefix else { throw .prefix(decoded.prefix) }
    guard let hash = Hash160(decoded.data) else { throw .byteCount(decoded.data.count) }
    self.init(hash)
  }

  /// The 41 characters `io1…`, lower case.
  public var bech32: String {
    String(unsafeUninitializedCapacity: Address.bech32Count) { buffer in
      write(to: UnsafeMutableRawBufferPointer(buffer))
      return Address.bech32Count
    }
  }

  /// Appends the 41 ASCII characters of the bech32 form.
  public func appendBech32(to output: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: Address.bech32Count, alignment: 8) { buffer in
      write(to: buffer)
      output.append(contentsOf: buffer)
    }
  }

  /// "io1" in ASCII.
  private static var start: (UInt8, UInt8, UInt8) { (0x69, 0x6f, 0x31) }

  /// What each digit adds to the checksum: entry `32 * position + value`, for the 32 digits of 20 bytes.
  ///
  /// The checksum is linear over bits, so the digits' shares are joined by exclusive or, in any order: 32 look-ups that do not
  /// wait for each other instead of 32 steps that do.
  private static let shares: [UInt32] = (0..<digitCount).flatMap { position in
    (0..<32).map { value in
      let digits = (0..<digitCount).map { $0 == position ? UInt8(value) : 0 }
      return emptyChecksum ^ Bech32.checksum(prefix: Array(prefix.utf8), values: digits).bits
    }
  }

  /// The checksum of 20 zero bytes.
  private static let emptyChecksum = Bech32.checksum(prefix: Array(prefix.utf8), values: repeatElement(0, count: digitCount)).bits

  /// The number of digits, of five bits each, that 20 bytes make.
  private static var digitCount: Int { 32 }

  /// Writes the 41 characters; the buffer must hold them.
  private func write(to buffer: UnsafeMutableRawBufferPointer) {
    (buffer[0], buffer[1], buffer[2]) = Address.start
    var checksum = Bech32.Checksum(bits: Address.emptyChecksum)
    Address.shares.withUnsafeBufferPointer { shares in
      hash.withUnsafeBytes { bytes in
        // Five bytes are eight digits.
        for group in 0..<4 {
          var bits: UInt64 = 0
          for index in 0..<5 { bits = (bits &<< 8) | UInt64(bytes[group &* 5 &+ index]) }
          for index in (group &* 8)..<(group &* 8 &+ 8) {
            let value = UInt8(truncatingIfNeeded: bits &>> 35) & 31
            bits &<<= 5
            checksum.bits ^= shares[index &* 32 &+ Int(value)]
            buffer[3 &+ index] = Bech32.character(for: value)
          }
        }
      }
    }
    for index in 0..<Bech32.checksumCount {
      buffer[3 &+ Address.digitCount &+ index] = Bech32.character(for: checksum.digit(index))
    }
  }

  /// The bytes that text of the usual form stands for: 41 lower-case characters, `io1` first; `nil` for all other text.
  private static func parseLowercase(_ text: UnsafeRawBufferPointer) -> Hash160? {
    guard text.count == bech32Count, (text[0], text[1], text[2]) == start else { return nil }
    return withUnsafeTemporaryAllocation(byteCount: Hash160.byteCount, alignment: 8) { bytes in
      guard let checksum = decode(text, into: bytes), checksum == decodeChecksum(text) else { return nil }
      return Hash160(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes the 20 bytes of the digits from the fourth character on and gives the checksum that they need, or `nil`.
  private static func decode(_ text: UnsafeRawBufferPointer, into bytes: UnsafeMutableRawBufferPointer) -> UInt32? {
    shares.withUnsafeBufferPointer { shares in
      var checksum = emptyChecksum
      for group in 0..<4 {
        var bits: UInt64 = 0
        for index in (group &* 8)..<(group &* 8 &+ 8) {
          guard let value = Bech32.value(of: text[3 &+ index]) else { return nil }
          bits = (bits &<< 5) | UInt64(value)
          checksum ^= shares[index &* 32 &+ Int(value)]
        }
        for index in 0..<5 {
          bytes[group &* 5 &+ index] = UInt8(truncatingIfNeeded: bits &>> UInt64(truncatingIfNeeded: 32 &- 8 &* index))
        }
      }
      return checksum
    }
  }

  /// The checksum that the last six characters spell, or `nil`.
  private static func decodeChecksum(_ text: UnsafeRawBufferPointer) -> UInt32? {
    var checksum: UInt32 = 0
    for index in (text.count &- Bech32.checksumCount)..<text.count {
      guard let value = Bech32.value(of: text[index]) else { return nil }
      checksum = (checksum &<< 5) | UInt32(value)
    }
    return checksum
  }
}
