import ChainSpec

extension NodeConfiguration {
  /// Reads a configuration: built-in values, then files in their order, then the environment, then flags; later ones override.
  ///
  /// In files, groups of keys are merged and lists replaced, and `${NAME}` and `${NAME:default}` stand for environment variables, as in
  /// the reference. Environment variables named after keys (`IOTEX_API_PORT` for `api.port`) override files.
  ///
  /// - Parameters:
  ///   - files: the files, as a rule the configuration and then one with secrets
  ///   - environment: the environment
  ///   - overrides: what the command line gives
  /// - Throws: ``ConfigurationError`` for a file that is no YAML, an unknown key, or a value that makes no sense.
  public static func load(
    files: [ConfigurationFile] = [], environment: [String: String] = [:], overrides: ConfigurationOverrides = ConfigurationOverrides()
  ) throws(ConfigurationError) -> NodeConfiguration {
    var loader = ConfigurationLoader(environment: environment)
    for file in files { try loader.add(file) }
    try loader.resolveFiles()
    try loader.addEnvironment()
    for (path, flag, text) in overrides.given { try loader.add(text, for: path, from: .flag(flag)) }
    return try NodeConfiguration(validating: loader.entries, warnings: loader.warnings)
  }
}

/// Collects the values of a configuration.
private struct ConfigurationLoader {
  private let environment: [String: String]
  private(set) var entries = ConfigurationEntries()
  private var environmentWarnings: [ConfigurationWarning] = []
  /// The files' values by path, before variables are replaced; the last file's.
  private var fileValues: [String: YAMLValue] = [:]

  init(environment: [String: String]) { self.environment = environment }

  /// Takes the values of a file.
  mutating func add(_ file: ConfigurationFile) throws(ConfigurationError) {
    do throws(YAMLProblem) {
      guard let document = try YAMLDocument.parse(file.text, named: file.name) else { return }
      try add(document, at: "")
    } catch {
      throw ConfigurationError(error, from: error.place.map(ConfigurationOrigin.file))
    }
  }

  private mutating func add(_ value: YAMLValue, at path: String) throws(YAMLProblem) {
    guard ConfigurationKeys.isGroup(path) else {
      fileValues[path] = value
      return
    }
    guard case .mapping(let children) = value.content else {
      throw YAMLProblem(
        .wrongKind, key: path, at: value.place, "this is \(value.kind), not a group of keys",
        remedy: path.isEmpty ? "write keys and values" : "indent its keys below it, or remove the line")
    }
    let known = ConfigurationKeys.children(of: path)
    for child in children {
      guard known.contains(child.key) else { throw YAMLSection.unknownKey(child, below: path, knowing: known) }
      try add(child.value, at: path.isEmpty ? child.key : "\(path).\(child.key)")
    }
  }

  /// Replaces variables in the files' values and reads them.
  mutating func resolveFiles() throws(ConfigurationError) {
    for (path, value) in fileValues.sorted(by: { $0.key < $1.key }) {
      guard let key = ConfigurationKeys.byPath[path] else { continue }
      let origin = ConfigurationOrigin.file(value.place)
      do throws(YAMLProblem) {
        entries[path] = ConfigurationEntries.Entry(value: try key.decode(expanded(value, of: key)), origin: origin)
      } catch {
        throw ConfigurationError(error, from: origin)
      }
    }
  }

  private func expanded(_ value: YAMLValue, of key: ConfigurationKey) throws(YAMLProblem) -> YAMLValue {
    var result = value
    switch value.content {
    case .text(let text) where text.utf8.contains(UInt8(ascii: "$")):
      do throws(EnvironmentExpansion.Unset) {
        let expanded = try EnvironmentExpansion(variables: environment).expand(text)
        // What a key that takes text gets stays text, so that a password of digits does not lose its zeros.
        result.content = key.kind == .text || key.kind == .list ? .text(expanded) : YAMLValue.resolving(plain: expanded)
      } catch {
        throw YAMLProblem(
          .missingValue, key: key.path, at: value.place, "the environment variable \(error.name) is not set",
          remedy: "set it, or write ${\(error.name):default}, ${\(error.name):\"\"} for nothing")
      }
    case .list(let elements):
      var expandedElements: [YAMLValue] = []
      for element in elements { expandedElements.append(try expanded(element, of: key)) }
      result.content = .list(expandedElements)
    default: break
    }
    return result
  }

  /// Takes the environment variables that are named after keys.
  mutating func addEnvironment() throws(ConfigurationError) {
    for (name, text) in environment.sorted(by: { $0.key < $1.key }) where name.hasPrefix(EnvironmentName.prefix) {
      if let key = ConfigurationKeys.byEnvironmentName[name] {
        try add(text, for: key.path, from: .environment(name))
      } else {
        let nearest = NearestName.of(name, in: ConfigurationKeys.all.map(\.environmentName))
        environmentWarnings.append(
          ConfigurationWarning(
            key: name, origin: .environment(name), text: "overrides no key" + (nearest.map { "; did you mean \($0)?" } ?? "")))
      }
    }
  }

  /// Takes a value from the environment or the command line.
  mutating func add(_ text: String, for path: String, from origin: ConfigurationOrigin) throws(ConfigurationError) {
    guard let key = ConfigurationKeys.byPath[path] else {
      let nearest = NearestName.of(path, in: ConfigurationKeys.all.map(\.path))
      throw ConfigurationError(
        .unknownKey, key: path, from: origin, "there is no such key",
        remedy: nearest.map { "did you mean \"\($0)\"?" } ?? "see the output of config show")
    }
    do throws(YAMLProblem) {
      entries[path] = ConfigurationEntries.Entry(value: try key.decode(text), origin: origin)
    } catch {
      throw ConfigurationError(error, from: origin)
    }
  }

  /// What was given and has no effect, in the order of the keys, then foreign variables.
  var warnings: [ConfigurationWarning] {
    ConfigurationKeys.all.compactMap { key in
      let entry = entries[key.path]
      guard let reason = key.lackOfEffect, entry.origin != .builtIn, entry.value != key.builtIn else { return nil }
      return ConfigurationWarning(key: key.path, origin: entry.origin, text: "has no effect: \(reason)")
    } + environmentWarnings
  }
}
