import ClientKit

/// `ioctl bc version`.
enum ChainVersionCommand {
  static let command = Command(use: "version", summary: "Print the version of the node", words: .exactly(0), action: run)

  private static func run(_ session: Session) async throws {
    let server = try await session.client().serverMeta()
    session.result(
      "Server: \(session.endpointText)\n\(VersionCommand.text(server))",
      ["endpoint": .string(session.endpointText), "server": VersionCommand.json(server)])
  }
}
