/// How many peers a ``Host`` keeps.
public struct ConnectionManagerConfiguration: Sendable, Hashable {
  /// When there are more peers than this, some are let go. Default 256.
  public var highWater = 256
  /// How many are kept then. Default 192.
  public var lowWater = 192
  /// How long a new peer is safe. Default 20 s.
  public var grace: Duration = .seconds(20)

  /// The defaults.
  public init() {}
}
