extension Address {
  /// The address that `io1…` text stands for; all upper case is accepted.
  ///
  /// - Throws: `AddressError` for what the reference's `address.FromString` refuses.
  public init(bech32 text: String) throws(AddressError) {
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
    Bech32.encode(prefix: Address.prefix, data: hash.bytes)
  }

  /// Appends the 41 ASCII characters of the bech32 form.
  public func appendBech32(to output: inout [UInt8]) {
    output.append(contentsOf: bech32.utf8)
  }
}
