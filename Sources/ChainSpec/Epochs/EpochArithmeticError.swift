/// Why numbers make no epoch.
public enum EpochArithmeticError: Error, Sendable, Hashable {
  /// No delegate produces blocks.
  case noDelegates
  /// No sub-epoch has blocks.
  case noSubEpochs
  /// An epoch would have more than 2^32 blocks.
  case tooLong
}
