import ClientKit
import SwiftProtobuf
import WireProto

/// `ioctl version`.
enum VersionCommand {
  static func command(_ node: [Flag]) -> Command {
    Command(use: "version", summary: "Print the version of ioctl and node", words: .exactly(0), inheritedFlags: node, action: run)
  }

  /// What this build says of itself: as the original when it was built without that information.
  private static let build = Iotextypes_ServerMeta.with {
    $0.packageVersion = "NoBuildInfo"
    $0.packageCommitID = "NoBuildInfo"
    $0.gitStatus = "NoBuildInfo"
    $0.goVersion = "NoBuildInfo"
    $0.buildTime = "NoBuildInfo"
  }

  private static func run(_ session: Session) async throws {
    session.say("Client:\n\(text(build))\n")
    let server = try await session.client().serverMeta()
    session.result(
      "Server: \(session.endpointText)\n\(text(server))",
      ["client": json(build), "server": json(server), "endpoint": .string(session.endpointText)])
  }

  /// A build on one line.
  static func text(_ build: Iotextypes_ServerMeta) -> String {
    ProtoText.line((try? build.serializedBytes()) ?? [], schema: .serverMeta)
  }

  /// A build as JSON.
  static func json(_ build: Iotextypes_ServerMeta) -> JSONValue {
    [
      "packageVersion": .string(build.packageVersion), "packageCommitID": .string(build.packageCommitID),
      "gitStatus": .string(build.gitStatus), "goVersion": .string(build.goVersion), "buildTime": .string(build.buildTime),
    ]
  }
}
