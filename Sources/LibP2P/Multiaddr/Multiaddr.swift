/// Where and how a node is reached: protocols with their values, from the outside in, such as
/// `/ip4/127.0.0.1/tcp/4689/p2p/12D3KooW…`.
///
/// Always valid; may be empty. Source: the multiaddr specification; the reference's go-multiaddr.
public struct Multiaddr: Hashable, Sendable {
  /// The longest address in bytes.
  public static let maximumByteCount = 1024

  /// The binary form, as on the wire.
  public let bytes: [UInt8]

  /// The address of these components.
  ///
  /// - Throws: `tooLong`.
  public init(_ components: [MultiaddrComponent]) throws(MultiaddrError) {
    var output: [UInt8] = []
    for component in components { component.append(to: &output) }
    guard output.count <= Self.maximumByteCount else { throw .tooLong }
    bytes = output
  }

  /// The address in text. `/ipfs/` means `/p2p/`; slashes at the end are ignored.
  ///
  /// - Throws: `missingSlash`, `unknownProtocol`, `missingValue`, `invalidValue`, `tooLong`.
  public init(parsing text: some StringProtocol) throws(MultiaddrError) {
    guard text.utf8.count <= 4 * Self.maximumByteCount else { throw .tooLong }
    var parts = text.split(separator: "/", omittingEmptySubsequences: false)[...]
    while parts.last?.isEmpty == true { parts.removeLast() }
    guard let first = parts.popFirst() else {
      // Nothing but slashes, or nothing.
      try self.init([])
      return
    }
    guard first.isEmpty else { throw .missingSlash }
    var components: [MultiaddrComponent] = []
    while let name = parts.popFirst() {
      guard let addressProtocol = AddressProtocol(name: name) else { throw .unknownProtocol(String(name)) }
      if addressProtocol.layout == .none {
        components.append(try MultiaddrComponent(addressProtocol, bytes: []))
      } else {
        guard let value = parts.popFirst() else { throw .missingValue(addressProtocol.name) }
        components.append(try MultiaddrComponent(addressProtocol, text: value))
      }
    }
    try self.init(components)
  }

  /// The address in binary form.
  ///
  /// - Throws: `truncated`, `unknownCode`, `invalidValue`, `tooLong`.
  public init(bytes: [UInt8]) throws(MultiaddrError) {
    guard bytes.count <= Self.maximumByteCount else { throw .tooLong }
    try self.init(try Self.components(bytes))
  }

  /// The address of a TCP port. The host is an IP address or a name to be looked up (`/dns4/`).
  ///
  /// - Throws: `invalidValue` if it is neither.
  public init(host: String, tcpPort: UInt16) throws(MultiaddrError) {
    let outer: AddressProtocol =
      IPAddressText.parse4(host) != nil ? .ip4 : IPAddressText.parse6(host) != nil ? .ip6 : .dns4
    try self.init([MultiaddrComponent(outer, text: host), MultiaddrComponent(.tcp, text: String(tcpPort))])
  }

  private static func components(_ bytes: [UInt8]) throws(MultiaddrError) -> [MultiaddrComponent] {
    var result: [MultiaddrComponent] = []
    var position = 0
    func number() throws(MultiaddrError) -> UInt64 {
      do throws(WireError) {
        return try Varint.decode(bytes[...], at: &position)
      } catch {
        throw .truncated
      }
    }
    while position < bytes.count {
      let code = try number()
      guard let addressProtocol = AddressProtocol(rawValue: code) else { throw .unknownCode(code) }
      let count: UInt64 =
        switch addressProtocol.layout {
        case .none: 0
        case .fixed(let count): UInt64(count)
        case .prefixed: try number()
        }
      guard count <= UInt64(bytes.count - position) else { throw .truncated }
      let end = position + Int(count)
      result.append(try MultiaddrComponent(addressProtocol, bytes: [UInt8](bytes[position..<end])))
      position = end
    }
    return result
  }

  /// The components, from the outside in.
  public var components: [MultiaddrComponent] {
    // The bytes were made from components.
    (try? Self.components(bytes)) ?? []
  }
}

extension Multiaddr: CustomStringConvertible {
  /// The text form; empty for the empty address.
  public var description: String { components.map(\.description).joined() }
}
