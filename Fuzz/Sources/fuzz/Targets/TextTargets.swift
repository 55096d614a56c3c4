import ChainCrypto
import ChainTypes
import Primitives

/// The text forms of bytes, addresses and numbers.
extension FuzzTarget {
  /// Hexadecimal text.
  static let hex = FuzzTarget(name: "hex") { input in
    for prefix in [Hex.Prefix.refused, .optional, .required] {
      let decoded = try? Hex.decode(input, prefix: prefix)
      guard let text = input.text else {
        require(decoded == nil, "digits are not ASCII")
        continue
      }
      require(decoded == (try? Hex.decode(text, prefix: prefix)), "the two ways to decode hexadecimal text disagree")
      guard let decoded else { continue }
      let written = Hex.encode(decoded)
      let digits = text.utf8.count == written.utf8.count ? text : String(text.dropFirst(2))
      require(written == digits.lowercased(), "hexadecimal digits change")
      require((try? Hex.decode(written)) == decoded, "hexadecimal digits cannot be read again")
    }
    guard let text = input.text else { return }
    if let hash = Hash256(hex: text) { require(Hash256(hex: hash.hex) == hash, "a hash changes") }
    if let hash = Hash160(hex: text) { require(Hash160(hex: hash.hex) == hash, "a hash changes") }
    if let number = U256(hex: text) { require(U256(hex: number.hex) == number, "a number changes") }
  }

  /// Bech32 text, and bytes on their way to it.
  static let bech32 = FuzzTarget(name: "bech32") { input in
    if let text = input.text, let decoded = try? Bech32.decode(text) {
      require(Bech32.encode(prefix: decoded.prefix, data: decoded.data) == text.lowercased(), "bech32 text changes")
    }
    let data = [UInt8](input.prefix(40))
    let text = Bech32.encode(prefix: "io", data: data)
    guard let decoded = try? Bech32.decode(text) else { return require(false, "bech32 text cannot be read") }
    require(decoded.prefix == "io" && decoded.data == data, "bech32 loses bytes")
  }

  /// The text of an address, and addresses on their way to it.
  static let address = FuzzTarget(name: "address") { input in
    if let hash = Hash160([UInt8](input.prefix(20))) {
      let address = Address(hash)
      for text in [address.bech32, address.hexadecimal, address.checksummed, address.bech32.uppercased()] {
        require((try? Address(parsing: text)) == address, "\(text) is not its address")
      }
    }
    let fromBytes = try? Address(bech32: input)
    guard let text = input.text else { return require(fromBytes == nil, "an address is not ASCII") }
    let fromText = try? Address(bech32: text)
    require(fromText == fromBytes, "the two ways to parse an address disagree")
    // The fast way must take what the general codec takes.
    let general = (try? Bech32.decode(text)).flatMap { $0.prefix == Address.prefix ? Address($0.data) : nil }
    require(fromText == general, "an address differs from its bech32 data")
    guard let parsed = try? Address(parsing: text) else { return }
    let forms = [parsed.bech32, parsed.hexadecimal]
    require(forms.contains(text.lowercased()), "the text of an address changes")
  }

  /// Numbers and amounts in text.
  static let number = FuzzTarget(name: "number") { input in
    let value = U256(decimalDigits: input)
    guard let text = input.text else { return require(value == nil, "digits are not ASCII") }
    require(U256(decimal: text) == value, "the two ways to parse a number disagree")
    if let value {
      require(U256(decimal: value.decimal) == value, "a number changes")
      require(value.decimal == stripped(text), "digits change")
    }
    let wire = WireInteger(parsing: text)
    require(WireInteger(parsing: wire.decimal) == wire, "a number of any size changes")
    if let value { require(wire.value == value, "the two kinds of numbers disagree") }
    require(
      WireInteger(bigEndian: wire.magnitudeBytes).decimal == wire.decimal.drop { $0 == "-" }, "a number's bytes differ from its digits")
    require(wire.byteCount == wire.magnitudeBytes.count, "a number's bytes are miscounted")
    for unit in RauUnit.allCases {
      guard let amount = try? Rau(text, unit: unit) else { continue }
      require((try? Rau(amount.formatted(unit: unit), unit: unit)) == amount, "an amount changes")
    }
  }

  private static func stripped(_ digits: String) -> String {
    let significant = digits.drop { $0 == "0" }
    return significant.isEmpty ? "0" : String(significant)
  }
}
