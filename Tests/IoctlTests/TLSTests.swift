import APITestSupport
import ClientKit
import Testing

/// A node that speaks TLS, with a certificate that nobody else vouches for.
@Suite("ioctl over TLS", .enabled(if: ProgramRun.path != nil, "the program ioctl was not built beside the tests"))
struct TLSTests {
  /// The configuration of a new user: connections are secured.
  private static func use(_ body: @escaping @Sendable (LocalNode, _ trust: [String: String]) async throws -> Void) async throws {
    let certificate = try TestCertificate()
    try await LocalNode.use(certificate: certificate) { local in
      #expect(await local.run(["config", "set", "endpoint", local.endpoint]).code == 0)
      try await body(local, ["SSL_CERT_FILE": certificate.certificatePath])
    }
  }

  @Test("questions are answered and actions are sent when the certificate is trusted")
  func trusted() async throws {
    try await Self.use { local, trust in
      let info = await local.run(["bc", "info"], environment: trust)
      #expect(info.code == 0 && info.output.contains("height:2 "), "\(info.errors)")
      let port = local.endpoint.split(separator: ":").last ?? ""
      let named = await local.run(["bc", "block", "1", "--endpoint", "localhost:\(port)"], environment: trust)
      #expect(named.code == 0 && named.output.contains("Height: 1"), "\(named.errors)")
      let sent = await local.run(["action", "transfer", "poor", "1", "-s", "rich", "-P", "env:PW", "-y", "-q"], environment: trust)
      #expect(sent.code == 0 && local.node.broadcast.actions.count == 1, "\(sent.errors)")
    }
  }

  @Test("an untrusted certificate is refused, and the reason is named")
  func untrusted() async throws {
    try await Self.use { local, _ in
      let result = await local.run(["bc", "info"])
      let reason = "the TLS handshake failed: the node's certificate is not trusted (SSL_CERT_FILE names certificates to trust)"
      #expect(result.code == 1 && result.output.isEmpty)
      #expect(result.errors == "Error: cannot reach \(local.endpoint): \(reason)\n")
      let transfer = await local.run(["action", "transfer", "poor", "1", "-s", "rich", "-P", "env:PW", "-y"])
      #expect(transfer.code == 1 && transfer.errors.contains(reason) && local.node.broadcast.actions.isEmpty)
    }
  }

  @Test("a certificate for another name is refused")
  func otherName() async throws {
    try await Self.use { local, trust in
      let port = local.endpoint.split(separator: ":").last ?? ""
      // The same machine by an address that the certificate does not name.
      let result = await local.run(["bc", "info", "--endpoint", "[::ffff:127.0.0.1]:\(port)"], environment: trust)
      #expect(result.code == 1 && result.errors.contains("the node's certificate is not for ::ffff:127.0.0.1"), "\(result.errors)")
    }
  }

  @Test("a file of certificates that cannot be read is named")
  func noCertificates() async throws {
    try await Self.use { local, _ in
      let result = await local.run(["bc", "info"], environment: ["SSL_CERT_FILE": "/nosuch"])
      #expect(result.code == 1 && result.errors.hasSuffix(": the certificates in /nosuch (SSL_CERT_FILE) cannot be read\n"))
    }
  }

  @Test("speaking without TLS to a node with it, or with TLS to one without it, is said at once")
  func mismatch() async throws {
    try await Self.use { local, trust in
      let plain = await local.run(["bc", "info", "--insecure"], environment: trust)
      #expect(plain.code == 1 && plain.errors.contains("does not speak gRPC without TLS (try without --insecure)"), "\(plain.errors)")
    }
    try await LocalNode.use { local in
      #expect(await local.run(["config", "set", "endpoint", local.endpoint]).code == 0)
      let secured = await local.run(["bc", "info"])
      #expect(secured.code == 1 && secured.errors.contains("the node speaks without TLS (try --insecure)"), "\(secured.errors)")
    }
  }
}
