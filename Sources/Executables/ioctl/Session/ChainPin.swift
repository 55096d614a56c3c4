import ClientKit
import WireProto

/// Which chain a configuration is for, by the hash of its first block. It stands beside the configuration file, because the original
/// drops what it does not know when it writes that.
///
/// The API of v0.5.0 tells neither chain id nor genesis; two chains cannot share a first block.
struct ChainPin: Sendable {
  private let path: String

  /// The pin beside a configuration file.
  init(_ file: SettingsFile) { path = file.folder + "/chain.default" }

  /// The hash, in hexadecimal digits; nil if none is set.
  var hash: String? {
    guard let content = try? PrivateFile.read(path, limit: 256) else { return nil }
    let text = GoText.trimmed(String(decoding: content, as: UTF8.self))
    return text.hasPrefix("firstBlock: ") ? String(text.dropFirst(12)) : nil
  }

  /// Sets the hash.
  func set(_ hash: String) throws { try PrivateFile.write(Array("firstBlock: \(hash)\n".utf8), to: path) }

  /// The hash of a node's first block.
  static func firstBlock(_ client: NodeClient) async throws -> String {
    guard let block = try await client.blocks(from: 1, count: 1).first else { throw CommandFailure("the node has no block yet") }
    return block.hash
  }

  /// Compares with a node, if a hash is set.
  ///
  /// - Throws: when the node serves another chain.
  func check(_ client: NodeClient) async throws {
    guard let hash else { return }
    let found = try await Self.firstBlock(client)
    guard found == hash else {
      throw CommandFailure(
        "\(client.endpoint) serves another chain: its first block is \(found), and the configuration is for \(hash)",
        hint: "`ioctl config chain auto` takes the chain of the node, `ioctl config chain none` ends the check.")
    }
  }
}
