import ClientKit

/// `ioctl alias set`.
enum AliasSetCommand {
  static let command = Command(use: "set ALIAS ADDRESS", summary: "Set alias for address", words: .exactly(2), action: run)

  private static func run(_ session: Session) async throws {
    let (name, address) = (session.word(0), session.word(1))
    try AliasRules.check(name)
    try AliasRules.checkAddress(address)
    var file = session.file
    // One name an address, as the original has it; it says so to nobody, we do to people.
    if let old = session.settings.aliasNames.last(where: { session.settings.aliases[$0] == address && !$0.isEmpty }), old != name {
      file.settings.aliases[old] = nil
      session.note("\(address) was \(old) before.")
    }
    if let old = session.settings.aliases[name], old != address { session.note("\(name) was \(old) before.") }
    file.settings.aliases[name] = address
    try file.save()
    session.result("set", ["alias": .string(name), "address": .string(address)])
  }
}
