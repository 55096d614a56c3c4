public import ChainSpec

/// Why a configuration was refused.
public struct ConfigurationError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of problem; its raw value is stable.
  public let kind: YAMLProblem.Code
  /// The key's path, such as `api.port`; empty if the problem is with a whole file.
  public let key: String
  /// Where the value comes from; nil if that does not matter or nobody gave it.
  public let origin: ConfigurationOrigin?
  /// What is wrong. Never shows a secret.
  public let problem: String
  /// What to do.
  public let remedy: String

  init(_ kind: YAMLProblem.Code, key: String, from origin: ConfigurationOrigin?, _ problem: String, remedy: String) {
    self.kind = kind
    self.key = key
    self.origin = origin
    self.problem = problem
    self.remedy = remedy
  }

  /// A problem that reading a value found.
  init(_ problem: YAMLProblem, from origin: ConfigurationOrigin?) {
    self.init(problem.code, key: problem.key, from: origin, problem.problem, remedy: problem.remedy)
  }

  /// The stable name of the kind of refusal, `configuration.` and the kind.
  public var code: String { "configuration.\(kind.rawValue)" }

  /// One line for people.
  public var description: String {
    var text = "configuration: "
    if let origin, origin != .builtIn { text += "\(origin): " }
    if !key.isEmpty { text += "\(key): " }
    return text + "\(problem); \(remedy)"
  }
}
