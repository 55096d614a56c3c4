/// How strictly a block is validated, depending on where it comes from.
public enum ValidationPolicy: Sendable {
  /// A block of the past: what the network's rules allowed then must be accepted.
  case history
  /// A block that is proposed now: system actions of anybody but the producer are refused as well. (At v0.5.0 any user
  /// could send a free GrantReward and so make the producer's own fail.)
  case proposal
}
