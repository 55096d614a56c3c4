/// The protocols that an address can be made of, with the numbers of the multicodec table.
public enum AddressProtocol: UInt64, Sendable, Hashable, CaseIterable {
  case ip4 = 4
  case tcp = 6
  case dccp = 33
  case ip6 = 41
  case ip6zone = 42
  case dns = 53
  case dns4 = 54
  case dns6 = 55
  case dnsaddr = 56
  case sctp = 132
  case udp = 273
  case p2pCircuit = 290
  case udt = 301
  case utp = 302
  case p2p = 421
  case https = 443
  case tls = 448
  case noise = 454
  case quic = 460
  case quicV1 = 461
  case ws = 477
  case wss = 478
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
