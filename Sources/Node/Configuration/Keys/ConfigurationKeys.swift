/// All keys of the configuration, in the order in which they are shown.
///
/// Those of the reference's config.yaml (config/config.go at v0.5.0) are all here with the reference's defaults, so that its files are
/// accepted as they are; what each of them does here, the tables say. The keys marked as own are this project's.
enum ConfigurationKeys {
  /// The keys.
  static let all = [
    node, chain, gravityChainDB, committee, pool, consensusScheme, rollDPoS, api, system, log, logDetails, network, blockSync, databases,
    indexer, explorer, others,
  ].flatMap(\.self)

  /// Keys that are accepted because the reference has them, but of no effect.
  static func withoutEffect(_ reason: String, _ keys: [ConfigurationKey]) -> [ConfigurationKey] {
    keys.map { $0.without(effect: reason) }
  }

  /// The keys by their paths.
  static let byPath = Dictionary(uniqueKeysWithValues: all.map { ($0.path, $0) })

  /// The keys by the names of their environment variables.
  static let byEnvironmentName = Dictionary(uniqueKeysWithValues: all.map { ($0.environmentName, $0) })

  /// The names that may follow a path: keys and groups; those at the top for an empty path.
  static func children(of path: String) -> [String] { childrenByPath[path] ?? [] }

  /// Whether a path is that of a group of keys.
  static func isGroup(_ path: String) -> Bool { childrenByPath[path] != nil }

  private static let childrenByPath: [String: [String]] = {
    var children: [String: [String]] = [:]
    for key in all {
      var parent = ""
      for part in key.path.split(separator: ".").map(String.init) {
        if children[parent]?.contains(part) != true { children[parent, default: []].append(part) }
        parent = parent.isEmpty ? part : "\(parent).\(part)"
      }
    }
    return children
  }()
}
