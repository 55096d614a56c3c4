/// Where a node listens, and whether with TLS.
public struct NodeEndpoint: Hashable, Sendable {
  /// A name, an IPv4 address, or an IPv6 address without brackets.
  public let host: String
  /// The TCP port.
  public let port: Int
  /// Whether the connection is secured with TLS.
  public let isSecure: Bool

  /// Reads `host:port`, `[IPv6]:port`, or a name alone, whose port is then 443 as for Go's gRPC.
  public init?(_ text: String, isSecure: Bool) {
    self.isSecure = isSecure
    let host: Substring
    let rest: Substring
    if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
      host = text[text.index(after: text.startIndex)..<end]
      rest = text[text.index(after: end)...]
    } else if let colon = text.lastIndex(of: ":"), text.firstIndex(of: ":") == colon {
      host = text[..<colon]
      rest = text[colon...]
    } else {
      host = text[...]
      rest = ""
    }
    guard !host.contains(where: { $0.isWhitespace || $0 == "/" }), !host.isEmpty else { return nil }
    guard rest.isEmpty || rest.hasPrefix(":"), let port = rest.isEmpty ? 443 : Int(rest.dropFirst()), (1...65535).contains(port) else {
      return nil
    }
    self.host = String(host)
    self.port = port
  }
}

extension NodeEndpoint: CustomStringConvertible {
  /// `host:port`.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
