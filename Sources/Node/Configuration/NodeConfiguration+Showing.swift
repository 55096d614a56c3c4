import ChainSpec

extension NodeConfiguration {
  /// The whole configuration as YAML, each value with its origin as a comment, secrets hidden.
  ///
  /// A secret that is given is shown as `<redacted>`; one that is not, as an empty text or list. Keys that nobody gives and that would
  /// mean something else if they were given are shown as comments. Without secrets the text is itself a configuration file that gives
  /// the same configuration.
  public func redactedYAML() -> String {
    var lines: [String] = []
    var open: [Substring] = []
    for key in ConfigurationKeys.all {
      var groups = key.path.split(separator: ".")
      let name = groups.removeLast()
      let shared = zip(open, groups).prefix { $0 == $1 }.count
      for depth in shared..<groups.count { lines.append("\(Self.indentation(depth))\(groups[depth]):") }
      open = groups
      let isComment = key.unlessGiven != nil && entries.origin(key.path) == .builtIn
      lines.append("\(Self.indentation(groups.count))\(isComment ? "# " : "")\(name): \(shown(key))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func shown(_ key: ConfigurationKey) -> String {
    let entry = entries[key.path]
    var comment = entry.origin.description
    if case .tree(let tree) = entry.value, tree != nil { comment += ", not shown" }
    if let reason = key.lackOfEffect, entry.origin != .builtIn { comment += ", no effect: \(reason)" }
    if let meaning = key.unlessGiven, entry.origin == .builtIn { comment += ", unless given: \(meaning)" }
    // A comment ends with its line; a file's name could have a line end in it.
    let line = String(String.UnicodeScalarView(comment.unicodeScalars.map { $0.properties.generalCategory == .control ? "?" : $0 }))
    return "\(value(entry.value, of: key))  # \(line)"
  }

  private func value(_ value: ConfigurationValue, of key: ConfigurationKey) -> String {
    guard key.isSecret, !value.isEmpty else { return value.yaml }
    if case .list(let values) = value { return ConfigurationValue.list(values.map { _ in "<redacted>" }).yaml }
    return ConfigurationValue.text("<redacted>").yaml
  }

  private static func indentation(_ depth: Int) -> String { String(repeating: "  ", count: depth) }
}
