import LibP2P
import TestSupport
import Testing

@Suite("Multiaddr")
struct MultiaddrTests {
  @Test("reads and writes the reference's examples")
  func examples() throws {
    let vectors = try GoldenData.json("p2p/01-multiaddr.json")
    let examples = vectors["examples"].array
    #expect(examples.count == 15)
    for example in examples {
      let text = try example.string("text")
      let address = try Multiaddr(parsing: text)
      #expect(address.bytes == (try example.hex("bytes")), "\(text)")
      #expect(address.description == (try example.string("text_from_bytes")))
      #expect(try Multiaddr(bytes: address.bytes) == address)
      let protocols = try example["protocols"].array.map { try $0.string("name") }
      #expect(address.components.map(\.addressProtocol.name) == protocols)
      #expect(address.components.map { Int($0.addressProtocol.rawValue) } == (try example["protocols"].array.map { try $0.int("code") }))
    }
  }

  @Test("takes and refuses odd input as the reference does")
  func oddInput() throws {
    let cases = try GoldenData.json("p2p/01-multiaddr.json")["odd_input"].array
    #expect(cases.count == 9)
    for vector in cases {
      let text = try vector.string("text")
      if vector["error"].exists {
        #expect(throws: MultiaddrError.self, "\(text)") { try Multiaddr(parsing: text) }
      } else {
        let address = try Multiaddr(parsing: text)
        #expect(address.bytes == (try vector.hex("bytes")), "\(text)")
        #expect(address.description == (try vector.string("text_from_bytes")))
      }
    }
  }

  @Test(
    "refuses bytes that are no address",
    arguments: [
      ([0x04, 1, 2, 3], .truncated), ([0x06, 0], .truncated), ([0x80], .truncated), ([0x7F], .unknownCode(127)),
      ([0x36, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01], .truncated),
      ([0x36, 2, 0x61, 0x2F], .invalidValue("a value of 2 bytes", of: "dns4")),
      ([0xA5, 0x03, 1, 9], .invalidValue("a value of 1 bytes", of: "p2p")),
      ([UInt8](repeating: 0, count: 1_025), .tooLong),
    ] as [([UInt8], MultiaddrError)])
  func malformedBytes(bytes: [UInt8], error: MultiaddrError) {
    #expect(throws: error) { try Multiaddr(bytes: bytes) }
  }

  @Test(
    "refuses text that is no address",
    arguments: [
      ("/ip4/01.2.3.4", .invalidValue("01.2.3.4", of: "ip4")), ("/ip4/1.2.3.256", .invalidValue("1.2.3.256", of: "ip4")),
      ("/ip6/1::2::3", .invalidValue("1::2::3", of: "ip6")), ("/ip6/12345::", .invalidValue("12345::", of: "ip6")),
      ("/ip4/1.2.3.4/tcp/65536", .invalidValue("65536", of: "tcp")), ("/ip4/1.2.3.4/tcp/+1", .invalidValue("+1", of: "tcp")),
      ("/dns4/a b", .invalidValue("a b", of: "dns4")), ("/dns4//tcp/1", .invalidValue("", of: "dns4")),
    ] as [(String, MultiaddrError)])
  func malformedText(text: String, error: MultiaddrError) {
    #expect(throws: error) { try Multiaddr(parsing: text) }
  }

  @Test(
    "prints IPv6 in its shortest form",
    arguments: [
      ("/ip6/0:0:0:0:0:0:0:0", "/ip6/::"), ("/ip6/::", "/ip6/::"), ("/ip6/2001:db8:0:0:1:0:0:1", "/ip6/2001:db8::1:0:0:1"),
      ("/ip6/1:0:3:4:5:6:7:8", "/ip6/1:0:3:4:5:6:7:8"), ("/ip6/fe80::", "/ip6/fe80::"), ("/ip6/::ffff:1.2.3.4", "/ip6/::ffff:1.2.3.4"),
      ("/ip6/1:2:3:4:5:6:1.2.3.4", "/ip6/1:2:3:4:5:6:102:304"), ("/ip6/1::8", "/ip6/1::8"),
    ])
  func ip6(text: String, printed: String) throws {
    let address = try Multiaddr(parsing: text)
    #expect(address.description == printed)
    #expect(try Multiaddr(parsing: printed) == address)
  }

  @Test("takes the endpoint and the peer apart and puts them together")
  func parts() throws {
    let id = NodeKey.generate().peerID
    let plain = try Multiaddr(parsing: "/dns4/example.com/tcp/4689")
    let full = try Multiaddr(parsing: "/dns4/example.com/tcp/4689/ipfs/\(id)")
    #expect(plain.with(peerID: id) == full)
    #expect(full.with(peerID: id) == full)
    #expect(full.withoutPeerID == plain)
    #expect(full.peerID == id)
    #expect(plain.peerID == nil)
    let endpoint = try #require(full.tcpEndpoint)
    #expect(endpoint.host == "example.com" && endpoint.kind == .dns4 && endpoint.port == 4689)
    #expect(plain.host == "example.com" && plain.port == 4689)
    #expect(try Multiaddr(parsing: "/ip4/1.2.3.4/udp/1").tcpEndpoint == nil)
    #expect(try Multiaddr(parsing: "/ip4/1.2.3.4/tcp/1/ws").tcpEndpoint == nil)
    #expect(try Multiaddr(parsing: "/ip4/1.2.3.4/tcp/1/p2p-circuit").tcpEndpoint == nil)
  }

  @Test("makes addresses of hosts and ports")
  func hosts() throws {
    #expect(try Multiaddr(host: "127.0.0.1", tcpPort: 1).description == "/ip4/127.0.0.1/tcp/1")
    #expect(try Multiaddr(host: "::1", tcpPort: 65_535).description == "/ip6/::1/tcp/65535")
    #expect(try Multiaddr(host: "localhost", tcpPort: 0).description == "/dns4/localhost/tcp/0")
    #expect(try Multiaddr(host: "::1", tcpPort: 1).isLoopback)
    #expect(try Multiaddr(host: "127.8.8.8", tcpPort: 1).isLoopback)
    #expect(try !Multiaddr(host: "128.0.0.1", tcpPort: 1).isLoopback)
    #expect(try Multiaddr(host: "0.0.0.0", tcpPort: 1).isUnspecified)
    #expect(try Multiaddr(host: "::", tcpPort: 1).isUnspecified)
  }
}
