import ClientKit

/// `ioctl config get`.
enum ConfigGetCommand {
  static let command = Command(
    use: "get VARIABLE", summary: "Get config from ioctl", words: .choice(1, of: ConfigGroup.variables), action: run)

  private static func run(_ session: Session) async throws {
    let settings = session.settings
    switch session.word(0) {
    case "endpoint":
      guard !settings.endpoint.isEmpty else { throw CommandFailure("no endpoint has been set") }
      session.result(
        "\(settings.endpoint)    secure connect(TLS):\(settings.isSecure)",
        ["endpoint": .string(settings.endpoint), "secureConnect": .bool(settings.isSecure)])
    default: session.result(settings.wallet, ["wallet": .string(settings.wallet)])
    }
  }
}
