public import ChainSpec

/// Where a value of the configuration comes from. Later cases override earlier ones.
public enum ConfigurationOrigin: Sendable, Hashable, CustomStringConvertible {
  /// Built in.
  case builtIn
  /// A line of a file.
  case file(YAMLPlace)
  /// An environment variable.
  case environment(String)
  /// A command-line flag.
  case flag(String)

  /// `default`, `config.yaml:12`, `IOTEX_API_PORT`, `--api-port`.
  public var description: String {
    switch self {
    case .builtIn: "default"
    case .file(let place): place.description
    case .environment(let name): name
    case .flag(let name): name
    }
  }
}
