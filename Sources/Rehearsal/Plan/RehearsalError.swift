/// Why a rehearsal cannot be held, or had to end.
public enum RehearsalError: Error, Hashable, Sendable {
  /// The plan asks for something impossible.
  case plan(String)
  /// A file or folder cannot be used.
  case file(path: String, String)
  /// A node did not start, or ended by itself.
  case node(name: String, String)
  /// An endpoint did not answer as it should.
  case endpoint(String, String)
  /// An endpoint lacks a method.
  case unsupported(String)
  /// There is no running rehearsal where one was expected.
  case notRunning(String)
  /// The network's state contradicts itself.
  case verdict(String)
}

extension RehearsalError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .plan(let problem): problem
    case .file(let path, let problem): "\(path): \(problem)"
    case .node(let name, let problem): "\(name): \(problem)"
    case .endpoint(let name, let problem): "the endpoint \(name) \(problem)"
    case .unsupported(let method): "the endpoint does not know the method \(method)"
    case .notRunning(let problem): problem
    case .verdict(let problem): problem
    }
  }
}
