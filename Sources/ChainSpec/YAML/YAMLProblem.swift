/// What is wrong with a YAML document, where, and what to do about it.
///
/// ``code`` is stable and fit for metrics; the texts are for people and may change.
public struct YAMLProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of problems.
  public enum Code: String, Sendable, CaseIterable {
    /// The document exceeds a limit on size, depth or number of values.
    case tooLarge = "too-large"
    /// The document is no YAML.
    case malformed
    /// The document uses a part of YAML that is refused: aliases, tags, merge keys, several documents.
    case unsupported
    /// A key nobody reads, as a rule a misspelt one.
    case unknownKey = "unknown-key"
    /// A key that is given twice.
    case duplicateKey = "duplicate-key"
    /// A value of another kind than the key takes, such as text for a number.
    case wrongKind = "wrong-kind"
    /// A value of the right kind that makes no sense.
    case invalidValue = "invalid-value"
    /// A key that needs a value has none.
    case missingValue = "missing-value"
  }

  /// The kind of problem.
  public let code: Code
  /// The key's path, such as `rewarding.blockReward`; empty if the problem is with the whole document.
  public let key: String
  /// Where it stands; nil if the problem is with something that is not there.
  public let place: YAMLPlace?
  /// What is wrong.
  public let problem: String
  /// What to do.
  public let remedy: String

  /// A problem with a document.
  public init(_ code: Code, key: String = "", at place: YAMLPlace? = nil, _ problem: String, remedy: String) {
    self.code = code
    self.key = key
    self.place = place
    self.problem = problem
    self.remedy = remedy
  }

  /// One line: place, key, problem, remedy.
  public var description: String {
    var text = ""
    if let place { text += "\(place): " }
    if !key.isEmpty { text += "\(key): " }
    return text + "\(problem); \(remedy)"
  }
}
