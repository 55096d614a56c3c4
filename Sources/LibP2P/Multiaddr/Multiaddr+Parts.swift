extension Multiaddr {
  /// What to connect a TCP socket to.
  public struct TCPEndpoint: Sendable, Hashable {
    /// How the host is given.
    public enum HostKind: Sendable, Hashable {
      /// An IPv4 address.
      case ip4
      /// An IPv6 address.
      case ip6
      /// A name with addresses of either kind.
      case dns
      /// A name whose IPv4 addresses are meant.
      case dns4
      /// A name whose IPv6 addresses are meant.
      case dns6
    }

    /// An IP address or a name.
    public let host: String
    /// Which of them.
    public let kind: HostKind
    /// The port; 0 when listening lets the system choose.
    public let port: UInt16
  }

  /// The TCP endpoint, if the address is one: host and port, with or without a peer id behind them. Nil for anything else, such
  /// as relayed addresses and web sockets.
  public var tcpEndpoint: TCPEndpoint? {
    let components = components
    guard components.count == 2 || components.count == 3 && components[2].addressProtocol == .p2p,
      components[1].addressProtocol == .tcp, let kind = components[0].hostKind, let host = components[0].text
    else { return nil }
    let port = components[1].value
    return TCPEndpoint(host: host, kind: kind, port: UInt16(port[0]) << 8 | UInt16(port[1]))
  }

  /// The IP address or name that the address begins with, if it does.
  public var host: String? { components.first.flatMap { $0.hostKind == nil ? nil : $0.text } }

  /// The TCP port, if the address has one.
  public var port: UInt16? {
    components.first { $0.addressProtocol == .tcp }.map { UInt16($0.value[0]) << 8 | UInt16($0.value[1]) }
  }

  /// The peer at the end of the address, if it ends with one.
  public var peerID: PeerID? {
    guard let last = components.last, last.addressProtocol == .p2p else { return nil }
    return try? PeerID(multihash: last.value)
  }

  /// The address without the peer id at its end.
  public var withoutPeerID: Multiaddr {
    peerID == nil ? self : (try? Multiaddr(components.dropLast())) ?? self
  }

  /// The address with this peer id at its end, in place of another there.
  public func with(peerID: PeerID) -> Multiaddr {
    guard let component = try? MultiaddrComponent(.p2p, bytes: peerID.bytes) else { return self }
    return (try? Multiaddr(withoutPeerID.components + [component])) ?? self
  }

  /// Whether the host is an address of this machine alone (127.0.0.0/8, ::1).
  public var isLoopback: Bool {
    guard let first = components.first else { return false }
    switch first.addressProtocol {
    case .ip4: return first.value[0] == 127
    case .ip6: return first.value.dropLast().allSatisfy { $0 == 0 } && first.value[15] == 1
    default: return false
    }
  }

  /// Whether the host stands for all addresses of this machine (0.0.0.0, ::).
  public var isUnspecified: Bool {
    guard let first = components.first, first.addressProtocol == .ip4 || first.addressProtocol == .ip6 else { return false }
    return first.value.allSatisfy { $0 == 0 }
  }
}

extension MultiaddrComponent {
  fileprivate var hostKind: Multiaddr.TCPEndpoint.HostKind? {
    switch addressProtocol {
    case .ip4: .ip4
    case .ip6: .ip6
    case .dns: .dns
    case .dns4: .dns4
    case .dns6: .dns6
    default: nil
    }
  }
}
