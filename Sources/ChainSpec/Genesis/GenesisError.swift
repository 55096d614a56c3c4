/// Why a genesis was refused.
public struct GenesisError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, where, and what to do.
  public let problem: YAMLProblem

  /// A refusal for a problem.
  public init(_ problem: YAMLProblem) { self.problem = problem }

  /// A problem with the meaning of a key.
  init(_ code: YAMLProblem.Code, _ key: String, _ text: String, remedy: String) {
    problem = YAMLProblem(code, key: key, text, remedy: remedy)
  }

  /// The stable name of the kind of refusal, `genesis.` and the problem's code.
  public var code: String { "genesis.\(problem.code.rawValue)" }

  /// One line for people.
  public var description: String { "genesis: \(problem)" }
}
