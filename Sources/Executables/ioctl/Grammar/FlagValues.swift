/// The flags that were given, and their values.
struct FlagValues: Sendable {
  private let flags: [String: Flag]
  private var texts: [String: String] = [:]
  private var numbers: [String: UInt64] = [:]
  private var truths: [String: Bool] = [:]
  private var bytes: [String: [UInt8]] = [:]
  private var given: Set<String> = []

  /// None given yet.
  init(_ flags: [Flag]) {
    self.flags = Dictionary(flags.map { ($0.name, $0) }) { first, _ in first }
  }

  /// Takes a value.
  ///
  /// - Throws: when the text is none of the flag's kind; the sentences are those of Go's standard library.
  mutating func set(_ flag: Flag, to text: String) throws(CommandFailure) {
    do throws(GoParsingError) {
      switch flag.kind {
      case .text: texts[flag.name] = text
      case .number: numbers[flag.name] = try GoText.unsigned(text)
      case .truth: truths[flag.name] = try GoText.truth(text)
      case .hexadecimal: bytes[flag.name] = try GoText.hexadecimal(GoText.trimmed(text))
      }
    } catch {
      throw CommandFailure("invalid argument \(GoText.quoted(text)) for \(GoText.quoted(flag.label)) flag: \(error)", showsUsage: true)
    }
    given.insert(flag.name)
  }

  /// Whether a flag was given.
  func isGiven(_ name: String) -> Bool { given.contains(name) }

  /// The value of a text flag; the standard value if it was not given.
  func text(_ name: String) -> String { texts[name] ?? flags[name]?.standard ?? "" }

  /// The value of a number flag.
  func number(_ name: String) -> UInt64 { numbers[name] ?? UInt64(flags[name]?.standard ?? "") ?? 0 }

  /// The value of a truth flag.
  func truth(_ name: String) -> Bool { truths[name] ?? false }

  /// The value of a bytes flag.
  func bytes(_ name: String) -> [UInt8] { bytes[name] ?? [] }
}
