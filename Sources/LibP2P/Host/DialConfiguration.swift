/// How a ``Host`` dials.
public struct DialConfiguration: Sendable, Hashable {
  /// How long a TCP connection may take. Default 10 s.
  public var connectTimeout: Duration = .seconds(10)
  /// Dials under way at once. Default 64.
  public var concurrent = 64
  /// How long a peer is not dialled after a first failure. Default 1 s.
  public var backOff: Duration = .seconds(1)
  /// The longest such time; it doubles with each failure. Default 5 min.
  public var maximumBackOff: Duration = .seconds(300)
  /// The longest time between two attempts to reach a persistent peer; back-off does not apply to them. Default 5 s.
  public var maximumReconnectDelay: Duration = .seconds(5)

  /// The defaults.
  public init() {}
}
