/// The protocols that an address can be made of, with the numbers of the multicodec table.
public enum AddressProtocol: UInt64, Sendable, Hashable, CaseIterable {
  /// An IPv4 address.
  case ip4 = 4
  /// A TCP port.
  case tcp = 6
  /// A DCCP port.
  case dccp = 33
  /// An IPv6 address.
  case ip6 = 41
  /// The zone of the IPv6 address behind it.
  case ip6zone = 42
  /// A name with addresses of either kind.
  case dns = 53
  /// A name whose IPv4 addresses are meant.
  case dns4 = 54
  /// A name whose IPv6 addresses are meant.
  case dns6 = 55
  /// A name whose TXT records are addresses.
  case dnsaddr = 56
  /// An SCTP port.
  case sctp = 132
  /// A UDP port.
  case udp = 273
  /// Through a relay, which is named before.
  case p2pCircuit = 290
  /// UDT.
  case udt = 301
  /// uTP.
  case utp = 302
  /// A peer id; `ipfs` in old text.
  case p2p = 421
  /// HTTPS.
  case https = 443
  /// TLS.
  case tls = 448
  /// Noise.
  case noise = 454
  /// QUIC, a draft of it.
  case quic = 460
  /// QUIC.
  case quicV1 = 461
  /// Web sockets.
  case ws = 477
  /// Web sockets over TLS.
  case wss = 478
  /// HTTP.
  case http = 480

  /// How a protocol's value is laid out in bytes.
  enum Layout: Hashable {
    /// There is no value.
    case none
    /// That many bytes.
    case fixed(Int)
    /// A varint length, then that many bytes.
    case prefixed
  }

  /// The name in text.
  public var name: String {
    switch self {
    case .ip4: "ip4"
    case .tcp: "tcp"
    case .dccp: "dccp"
    case .ip6: "ip6"
    case .ip6zone: "ip6zone"
    case .dns: "dns"
    case .dns4: "dns4"
    case .dns6: "dns6"
    case .dnsaddr: "dnsaddr"
    case .sctp: "sctp"
    case .udp: "udp"
    case .p2pCircuit: "p2p-circuit"
    case .udt: "udt"
    case .utp: "utp"
    case .p2p: "p2p"
    case .https: "https"
    case .tls: "tls"
    case .noise: "noise"
    case .quic: "quic"
    case .quicV1: "quic-v1"
    case .ws: "ws"
    case .wss: "wss"
    case .http: "http"
    }
  }

  /// The protocol of a name. `ipfs` is the old name of `p2p`.
  public init?(name: some StringProtocol) {
    if name == "ipfs" {
      self = .p2p
    } else if let match = Self.allCases.first(where: { $0.name == name }) {
      self = match
    } else {
      return nil
    }
  }

  /// How the value is laid out.
  var layout: Layout {
    switch self {
    case .ip4: .fixed(4)
    case .ip6: .fixed(16)
    case .tcp, .udp, .dccp, .sctp: .fixed(2)
    case .ip6zone, .dns, .dns4, .dns6, .dnsaddr, .p2p: .prefixed
    case .p2pCircuit, .udt, .utp, .https, .tls, .noise, .quic, .quicV1, .ws, .wss, .http: .none
    }
  }
}
