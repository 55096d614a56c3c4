import APITestSupport
import ChainCrypto
import ChainTypes
import ClientKit
import Primitives
import TestSupport

@testable import APICore
@testable import GRPCAPI

/// A node of our own on a port of this machine, with its chain in memory, and a home folder that is configured for it.
struct LocalNode: Sendable {
  /// The node; its delegate has all the money.
  let node: TestNode
  /// Where it listens.
  let endpoint: String
  /// The home folder: `rich` is the delegate's key, `poor` a key without money, both with the password `pw`.
  let home: HomeFolder

  /// The password of both keys.
  static let password = ["PW": "pw"]
  private static let cheap = KeyDerivation.scrypt(n: 2, r: 1, p: 1, salt: [1])

  /// Runs a test with a node that has two blocks.
  ///
  /// - Parameter certificate: what it proves itself with; without one it speaks without TLS.
  static func use(
    certificate: TestCertificate? = nil, _ body: @escaping @Sendable (LocalNode) async throws -> Void
  ) async throws {
    let node = try TestNode()
    try node.mint(blocks: 2)
    var configuration = GRPCServerConfiguration()
    configuration.port = 0
    configuration.tls = certificate.map { .init(certificatePath: $0.certificatePath, keyPath: $0.keyPath) }
    let server = try GRPCAPIServer(api: node.api, readiness: Readiness(), configuration: configuration, report: nil)
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { try await server.run() }
      let endpoint = "127.0.0.1:\(try await server.port)"
      try await body(LocalNode(node: node, endpoint: endpoint, home: try home(node, endpoint)))
      server.beginGracefulShutdown()
      try await group.waitForAll()
    }
  }

  private static func home(_ node: TestNode, _ endpoint: String) throws -> HomeFolder {
    let home = try HomeFolder()
    let folder = home.path + "/.config/ioctl/default"
    try PrivateFile.makeFolder(folder)
    let vault = KeyVault(folder: folder)
    for key in [node.key, node.stranger] { try vault.store(key, password: SecretBytes(text: "pw"), derivation: cheap) }
    let aliases = "  poor: \(node.stranger.publicKey.address.bech32)\n  rich: \(node.key.publicKey.address.bech32)\n"
    let text = "wallet: \(folder)\nendpoint: \(endpoint)\nsecureConnect: false\naliases:\n\(aliases)"
    try PrivateFile.write(Array(text.utf8), to: folder + "/config.default")
    return home
  }

  /// The delegate's address.
  var rich: String { node.key.publicKey.address.bech32 }

  /// Writes a token's byte code and interface into the home folder.
  ///
  /// - Returns: their path without `.bin` and `.abi`.
  func tokenFiles() throws -> String {
    for name in ["token.bin", "token.abi"] { try PrivateFile.write(GoldenData.bytes("ioctl/" + name), to: home.path + "/" + name) }
    return home.path + "/token"
  }

  /// Runs the program with these words.
  func run(_ words: [String], input: String = "", environment: [String: String] = [:]) async -> ProgramRun.Result {
    await ProgramRun(
      arguments: words, home: home.path, environment: Self.password.merging(environment) { $1 }, input: Array(input.utf8)
    ).result()
  }

  /// Runs the program on a terminal, where somebody types.
  func type(_ words: [String], _ replies: [ProgramRun.Reply]) async -> ProgramRun.Result {
    await ProgramRun(arguments: words, home: home.path, environment: Self.password, streams: .inputTerminal, replies: replies).result()
  }

  /// Runs the program, and makes a block as soon as its action has come.
  func runMining(_ words: [String]) async throws -> ProgramRun.Result {
    let before = node.broadcast.actions.count
    async let result = run(words)
    for _ in 0..<6_000 where node.broadcast.actions.count == before { try await Task.sleep(for: .milliseconds(5)) }
    try node.mint(blocks: 1)
    return await result
  }
}
