/// Reads the arguments of a command as the original's library (pflag) does: flags and words in any order, `--` ends the flags.
struct ArgumentReader {
  /// What was read.
  struct Result: Sendable {
    /// The flags.
    var flags: FlagValues
    /// The words.
    var words: [String] = []
  }

  private let flags: [Flag]
  private var result: Result
  private var rest: ArraySlice<String>

  /// The flags and words among the arguments.
  static func read(_ arguments: [String], flags: [Flag]) throws(CommandFailure) -> Result {
    var reader = ArgumentReader(flags: flags, result: Result(flags: FlagValues(flags)), rest: arguments[...])
    try reader.read()
    return reader.result
  }

  private init(flags: [Flag], result: Result, rest: ArraySlice<String>) {
    self.flags = flags
    self.result = result
    self.rest = rest
  }

  private mutating func read() throws(CommandFailure) {
    while let argument = rest.popFirst() {
      if argument == "--" {
        result.words += rest
        return
      }
      if argument.hasPrefix("--") {
        try readLong(argument)
      } else if argument.hasPrefix("-"), argument != "-" {
        try readShort(argument)
      } else {
        result.words.append(argument)
      }
    }
  }

  private mutating func readLong(_ argument: String) throws(CommandFailure) {
    let body = argument.dropFirst(2)
    guard body.first != "-", body.first != "=" else { throw CommandFailure("bad flag syntax: \(argument)", showsUsage: true) }
    let parts = body.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let flag = flags.first(where: { $0.name == parts[0] }) else {
      throw CommandFailure("unknown flag: --\(parts[0])", showsUsage: true)
    }
    if parts.count == 2 {
      try result.flags.set(flag, to: String(parts[1]))
    } else if case .truth = flag.kind {
      try result.flags.set(flag, to: "true")
    } else if let value = rest.popFirst() {
      try result.flags.set(flag, to: value)
    } else {
      throw CommandFailure("flag needs an argument: \(argument)", showsUsage: true)
    }
  }

  private mutating func readShort(_ argument: String) throws(CommandFailure) {
    var letters = argument.dropFirst()
    while let letter = letters.first {
      let all = letters
      letters.removeFirst()
      guard let flag = flags.first(where: { $0.shorthand == letter }) else {
        throw CommandFailure("unknown shorthand flag: '\(letter)' in -\(all)", showsUsage: true)
      }
      if letters.count > 1, letters.first == "=" {
        return try result.flags.set(flag, to: String(letters.dropFirst()))
      }
      if case .truth = flag.kind {
        try result.flags.set(flag, to: "true")
        continue
      }
      if !letters.isEmpty { return try result.flags.set(flag, to: String(letters)) }
      guard let value = rest.popFirst() else {
        throw CommandFailure("flag needs an argument: '\(letter)' in -\(all)", showsUsage: true)
      }
      return try result.flags.set(flag, to: value)
    }
  }
}
