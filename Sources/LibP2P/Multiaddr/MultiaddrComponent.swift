/// One protocol of an address with its value, such as `/tcp/4689`.
public struct MultiaddrComponent: Sendable, Hashable {
  /// The protocol.
  public let addressProtocol: AddressProtocol
  /// The value as bytes, without its length; empty if the protocol has none.
  public let value: [UInt8]

  /// The value as text, or nil if the protocol has none.
  public var text: String? {
    switch addressProtocol {
    case .ip4: IPAddressText.format4(value[...])
    case .ip6: IPAddressText.format6(value[...])
    case .tcp, .udp, .dccp, .sctp: String(UInt16(value[0]) << 8 | UInt16(value[1]))
    case .p2p: Base58.encode(value)
    case .ip6zone, .dns, .dns4, .dns6, .dnsaddr: String(decoding: value, as: UTF8.self)
    case .p2pCircuit, .udt, .utp, .https, .tls, .noise, .quic, .quicV1, .ws, .wss, .http: nil
    }
  }

  /// The component with a value as text.
  ///
  /// - Throws: `invalidValue`.
  init(_ addressProtocol: AddressProtocol, text: some StringProtocol) throws(MultiaddrError) {
    guard let value = Self.parse(addressProtocol, text) else { throw .invalidValue(String(text), of: addressProtocol.name) }
    self.addressProtocol = addressProtocol
    self.value = value
  }

  /// The component with a value as bytes.
  ///
  /// - Throws: `invalidValue`.
  init(_ addressProtocol: AddressProtocol, bytes value: [UInt8]) throws(MultiaddrError) {
    guard Self.isValid(addressProtocol, value) else {
      throw .invalidValue("a value of \(value.count) bytes", of: addressProtocol.name)
    }
    self.addressProtocol = addressProtocol
    self.value = value
  }

  private static func parse(_ addressProtocol: AddressProtocol, _ text: some StringProtocol) -> [UInt8]? {
    switch addressProtocol {
    case .ip4: return IPAddressText.parse4(text)
    case .ip6: return IPAddressText.parse6(text)
    case .tcp, .udp, .dccp, .sctp:
      guard text.utf8.count <= 5, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }), let port = UInt16(text) else { return nil }
      return [UInt8(port >> 8), UInt8(port & 0xFF)]
    case .p2p: return (try? PeerID(parsing: text))?.bytes
    case .ip6zone, .dns, .dns4, .dns6, .dnsaddr:
      let value = [UInt8](text.utf8)
      return isValid(addressProtocol, value) ? value : nil
    case .p2pCircuit, .udt, .utp, .https, .tls, .noise, .quic, .quicV1, .ws, .wss, .http: return text.isEmpty ? [] : nil
    }
  }

  private static func isValid(_ addressProtocol: AddressProtocol, _ value: [UInt8]) -> Bool {
    switch addressProtocol.layout {
    case .none: value.isEmpty
    case .fixed(let count): value.count == count
    case .prefixed where addressProtocol == .p2p: (try? PeerID(multihash: value)) != nil
    // Names of hosts; a slash would change the address when it is printed.
    case .prefixed: !value.isEmpty && value.count <= 255 && value.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x2F }
    }
  }

  /// Appends the component in binary form.
  func append(to output: inout [UInt8]) {
    Varint.append(addressProtocol.rawValue, to: &output)
    if addressProtocol.layout == .prefixed { Varint.append(UInt64(value.count), to: &output) }
    output.append(contentsOf: value)
  }
}

extension MultiaddrComponent: CustomStringConvertible {
  /// `/name` or `/name/value`.
  public var description: String { text.map { "/\(addressProtocol.name)/\($0)" } ?? "/\(addressProtocol.name)" }
}
