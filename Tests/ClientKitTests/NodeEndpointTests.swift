import ClientKit
import Testing

@Suite("Endpoints")
struct NodeEndpointTests {
  @Test(
    "are read as Go's gRPC reads them",
    arguments: [
      ("127.0.0.1:14014", "127.0.0.1", 14014), ("api.iotex.one:443", "api.iotex.one", 443), ("api.iotex.one", "api.iotex.one", 443),
      ("[::1]:80", "::1", 80), ("::1", "::1", 443),
    ])
  func reads(text: String, host: String, port: Int) throws {
    let endpoint = try #require(NodeEndpoint(text, isSecure: true))
    #expect(endpoint.host == host && endpoint.port == port && endpoint.isSecure)
  }

  @Test("that cannot be are refused", arguments: ["", "a b:1", "a:0", "a:65536", "a:x", "http://a:1", ":1", "[::1]x", "a:"])
  func refuses(text: String) {
    #expect(NodeEndpoint(text, isSecure: false) == nil)
  }

  @Test("that nobody listens on are named with the reason, at once")
  func unreachable() async throws {
    // Other tests derive keys meanwhile, which may keep every thread busy for a while.
    let endpoint = try #require(NodeEndpoint("127.0.0.1:1", isSecure: false))
    let client = NodeClient(endpoint: endpoint, timeout: .seconds(300))
    do throws(NodeError) {
      _ = try await client.chainMeta()
      Issue.record("an answer came")
    } catch {
      #expect(error.code == .unreachable)
      #expect(error.message == "cannot reach 127.0.0.1:1: connection refused")
    }
  }
}
