/// A group of keys that is being read: checks that every key is known and every value of the right kind, and says so if not.
package struct YAMLSection: Sendable {
  /// The group's path; empty for the document itself.
  package let path: String
  private let entries: [String: YAMLValue.Entry]

  /// Takes a group of keys.
  ///
  /// - Parameters:
  ///   - value: the value, which must be a mapping
  ///   - path: the path to the value, for messages
  ///   - known: the keys that may occur
  package init(_ value: YAMLValue, at path: String, knowing known: [String]) throws(YAMLProblem) {
    guard case .mapping(let entries) = value.content else {
      throw YAMLProblem(
        .wrongKind, key: path, at: value.place, "this is \(value.kind), not a group of keys",
        remedy: "indent the keys that belong to it below it")
    }
    var byKey: [String: YAMLValue.Entry] = [:]
    for entry in entries {
      guard known.contains(entry.key) else { throw Self.unknownKey(entry, below: path, knowing: known) }
      byKey[entry.key] = entry
    }
    self.path = path
    self.entries = byKey
  }

  /// The problem of a key that nobody knows.
  package static func unknownKey(_ entry: YAMLValue.Entry, below path: String, knowing known: some Collection<String>) -> YAMLProblem {
    let remedy: String
    if let nearest = NearestName.of(entry.key, in: known) {
      remedy = "did you mean \"\(nearest)\"?"
    } else {
      remedy = "remove it; known here: \(known.sorted().joined(separator: ", "))"
    }
    return YAMLProblem(
      .unknownKey, key: path.isEmpty ? entry.key : "\(path).\(entry.key)", at: entry.place, "there is no such key", remedy: remedy)
  }

  /// The value of a key, or nil if it does not occur.
  package func value(_ key: String) -> YAMLValue? { entries[key]?.value }

  /// The path of a key.
  package func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Reads a key if it occurs; a key without a value is read as `empty`, as the reference reads it.
  package func read<Value>(
    _ key: String, into target: inout Value, empty: Value, as decode: (YAMLValue, String) throws(YAMLProblem) -> Value
  ) throws(YAMLProblem) {
    guard let value = value(key) else { return }
    if case .null = value.content {
      target = empty
    } else {
      target = try decode(value, path(of: key))
    }
  }

  /// Reads a key if it occurs; a key without a value is a problem.
  package func read<Value>(
    _ key: String, into target: inout Value, as decode: (YAMLValue, String) throws(YAMLProblem) -> Value
  ) throws(YAMLProblem) {
    guard let value = value(key) else { return }
    if case .null = value.content {
      throw YAMLProblem(
        .missingValue, key: path(of: key), at: value.place, "the key has no value", remedy: "give it one, or remove the line")
    }
    target = try decode(value, path(of: key))
  }
}
