/// The rules of a height are those of a fork that this project has not implemented.
///
/// Running such a block under older rules would give a wrong state, so nothing is run.
public struct RulesUnavailable: Error, Sendable, Hashable, CustomStringConvertible {
  /// The height asked for.
  public let height: UInt64
  /// The fork in force at that height.
  public let fork: Fork
  /// The first height of that fork.
  public let forkHeight: UInt64
  /// The last fork of the network whose rules, and those of all before, are implemented; nil if not even the first's are.
  public let implemented: Fork?
  /// The last height whose rules are implemented; nil if there is none.
  public let implementedThrough: UInt64?

  /// The stable name of this error.
  public var code: String { "chain-spec.rules-unavailable" }

  /// One line for people.
  public var description: String {
    var text = "block \(height) needs the rules of \(fork), in force from height \(forkHeight), which are not implemented"
    if let implemented, let implementedThrough {
      text += "; implemented are those up to \(implemented), through height \(implementedThrough)"
    }
    return text
  }
}
