/// Faults that tests put into the machine and its driver, to show that they would be found. The product has no way to set
/// them: they can only be named by those who import the module with `@_spi(Faults)`.
@_spi(Faults) public struct ConsensusFaults: Hashable, Sendable {
  /// Two thirds of the delegates suffice, where more are needed.
  public var countsTwoThirds = false
  /// A round begins without the lock of the one before.
  public var forgetsLock = false
  /// The driver neither keeps nor looks up what was signed, so that a restarted delegate signs again.
  public var ignoresJournal = false
  /// Endorsements count whoever made them.
  public var acceptsStrangers = false

  /// No fault.
  public static let none = ConsensusFaults()

  /// No fault, to be changed.
  public init() {}
}
