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

  /// The checksum's state after the human-readable part "io": 3, 3, 0, 9 and 15 taken in.
  private static var startState: UInt32 {
    var state: UInt32 = 1
    for value: UInt8 in [start.0 &>> 5, start.1 &>> 5, 0, start.0 & 31, start.1 & 31] { state = Bech32.step(state, value) }
    return state
  }

  /// Writes the 41 characters; the buffer must hold them.
  private func write(to buffer: UnsafeMutableRawBufferPointer) {
    (buffer[0], buffer[1], buffer[2]) = Address.start
    var state = Address.startState
    hash.withUnsafeBytes { bytes in
      var position = 3
      // Five bytes are eight digits.
      for group in 0..<4 {
        var bits: UInt64 = 0
        for index in 0..<5 { bits = (bits &<< 8) | UInt64(bytes[group &* 5 &+ index]) }
        for _ in 0..<8 {
          let value = UInt8(truncatingIfNeeded: (bits &>> 35) & 31)
          bits &<<= 5
          state = Bech32.step(state, value)
          buffer[position] = Bech32.character(for: value)
          position &+= 1
        }
      }
      let checksum = Bech32.finish(state)
      for index in 0..<Bech32.checksumCount {
        buffer[position &+ index] = Bech32.character(for: checksum.digit(index))
      }
    }
  }

  /// The bytes that text of the usual form stands for: 41 lower-case characters, `io1` first; `nil` for all other text.
  private static func parseLowercase(_ text: UnsafeRawBufferPointer) -> Hash160? {
    guard text.count == bech32Count, (text[0], text[1], text[2]) == start else { return nil }
    var state = startState
    return withUnsafeTemporaryAllocation(byteCount: Hash160.byteCount, alignment: 8) { bytes in
      var position = 3
      for group in 0..<4 {
        var bits: UInt64 = 0
        for _ in 0..<8 {
          guard let value = Bech32.value(of: text[position]) else { return nil }
          bits = (bits &<< 5) | UInt64(value)
          state = Bech32.step(state, value)
          position &+= 1
        }
        for index in 0..<5 {
          bytes[group &* 5 &+ index] = UInt8(truncatingIfNeeded: bits &>> UInt64(truncatingIfNeeded: 32 &- 8 &* index))
        }
      }
      while position < text.count {
        guard let value = Bech32.value(of: text[position]) else { return nil }
        state = Bech32.step(state, value)
        position &+= 1
      }
      return state == 1 ? Hash160(UnsafeRawBufferPointer(bytes)) : nil
    }
  }
}
