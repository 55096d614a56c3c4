import ClientKit

/// `ioctl config set`.
enum ConfigSetCommand {
  static let command = Command(
    use: "set VARIABLE VALUE", summary: "Set config for ioctl", words: .choice(2, of: ConfigGroup.variables),
    flags: [Flag("insecure", nil, .truth, "set insecure connection as default")], action: run)

  private static func run(_ session: Session) async throws {
    var file = session.file
    let value = session.word(1)
    switch session.word(0) {
    case "endpoint":
      guard value.isEmpty || NodeEndpoint(value, isSecure: true) != nil else {
        throw CommandFailure("\(GoText.quoted(value)) is no endpoint: it is host:port")
      }
      file.settings.endpoint = value
      file.settings.isSecure = !session.flags.truth("insecure")
    default: file.settings.wallet = value
    }
    try file.save()
    session.result("\(session.word(0)) is set to \(value)", [session.word(0): .string(value)])
  }
}
