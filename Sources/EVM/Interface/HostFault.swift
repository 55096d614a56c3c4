/// The state behind the machine is broken: a disk error, a corrupt record. Nothing a contract does can cause it.
///
/// It ends the execution without an outcome, because no outcome computed from a broken state means anything.
/// A host that needs more detail than this keeps its own error and reads it back after the fault arrived.
public struct HostFault: Error, Sendable, Hashable {
  /// A stable word for metrics and for matching, such as "storage".
  public let code: String
  /// What happened, for a person.
  public let description: String

  /// A fault with a stable code and a sentence for a person.
  public init(code: String, description: String) {
    self.code = code
    self.description = description
  }

  /// The host was asked for something that its rules never need; see the defaults of `Host`.
  static func unsupported(_ what: String) -> HostFault {
    HostFault(code: "unsupported", description: "the host does not implement \(what), but the rules ask for it")
  }
}
