import ClientKit

/// Runs one command line.
struct Program: Sendable {
  private let loaded: Result<SettingsFile, CommandFailure>
  private let root: Command
  private let console = Console()

  /// The program with the configuration that was found, or why there is none.
  init(loaded: Result<SettingsFile, CommandFailure>) {
    self.loaded = loaded
    root = CommandTree.root(settings: (try? loaded.get().settings) ?? Settings())
  }

  /// Does what the arguments say.
  ///
  /// - Returns: the exit code: 0, or 1 if it was not done.
  func run(_ arguments: [String]) async -> Int32 {
    let (path, rest) = CommandLookup.find(arguments, below: root)
    if path.chain.count == 1, let word = CommandLookup.words(of: rest, flags: path.flags).first {
      return reportUnknown(word, path)
    }
    let input: ArgumentReader.Result
    do throws(CommandFailure) {
      input = try ArgumentReader.read(rest, flags: path.flags)
    } catch {
      return report(error, path, asJSON: false)
    }
    guard !input.flags.truth("help") else {
      console.write(HelpText.help(path))
      return 0
    }
    guard let action = path.command.action else {
      if let word = input.words.first { return reportUnknown(word, path) }
      console.write(HelpText.help(path))
      return 0
    }
    return await run(action, path, input)
  }

  private func run(_ action: Command.Action, _ path: CommandPath, _ input: ArgumentReader.Result) async -> Int32 {
    var asJSON = false
    do {
      if let objection = path.command.words.objection(to: input.words, path: path.text) {
        throw CommandFailure(objection, showsUsage: true)
      }
      let missing = path.flags.filter { $0.isRequired && !input.flags.isGiven($0.name) }
      guard missing.isEmpty else {
        let names = missing.map { GoText.quoted($0.name) }.joined(separator: ", ")
        throw CommandFailure("required flag(s) \(names) not set", showsUsage: true)
      }
      let options = try GlobalOptions(input.flags)
      asJSON = options.format == .json
      let file = path.command.worksWithoutSettings ? (try? loaded.get()) ?? .standard() : try loaded.get()
      let session = Session(path: path, root: root, words: input.words, flags: input.flags, file: file, options: options)
      try await action(session)
      return 0
    } catch {
      return report(Self.failure(error), path, asJSON: asJSON)
    }
  }

  private static func failure(_ error: any Error) -> CommandFailure {
    switch error {
    case let error as CommandFailure: error
    case let error as NodeError: CommandFailure(error.description)
    default: CommandFailure("\(error)")
    }
  }

  private func reportUnknown(_ word: String, _ path: CommandPath) -> Int32 {
    let suggestions = Suggestions.lines(for: word, in: path.command)
    console.printError("Error: unknown command \(GoText.quoted(word)) for \(GoText.quoted(path.text))\(suggestions)")
    console.printError("Run '\(path.text) --help' for usage.")
    return 1
  }

  private func report(_ failure: CommandFailure, _ path: CommandPath, asJSON: Bool) -> Int32 {
    if asJSON {
      console.printError(JSONValue.object([.init("error", .object([.init("message", .string(failure.message))]))]).pretty)
      return 1
    }
    if !failure.hint.isEmpty { console.printError(failure.hint) }
    console.printError("Error: \(failure.message)")
    if failure.showsUsage { console.printError(HelpText.usageAfterError(path)) }
    return 1
  }
}
