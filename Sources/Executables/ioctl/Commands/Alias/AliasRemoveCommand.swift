import ClientKit

/// `ioctl alias remove`.
enum AliasRemoveCommand {
  static let command = Command(use: "remove ALIAS", summary: "Remove alias", words: .exactly(1), action: run)

  private static func run(_ session: Session) async throws {
    let name = session.word(0)
    try AliasRules.check(name)
    var file = session.file
    if file.settings.aliases.removeValue(forKey: name) == nil { session.note("there was no alias \(name).") }
    try file.save()
    session.result("\(name) is removed", ["alias": .string(name)])
  }
}
