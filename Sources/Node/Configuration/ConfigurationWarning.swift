/// Something in a configuration that is accepted, but does not do what its author may expect.
public struct ConfigurationWarning: Sendable, Hashable, CustomStringConvertible {
  /// The key's path, or the name of an environment variable that is none of ours.
  public let key: String
  /// Where it comes from.
  public let origin: ConfigurationOrigin
  /// What the author should know.
  public let text: String

  /// One line for people.
  public var description: String { "\(origin): \(key == origin.description ? "" : "\(key) ")\(text)" }
}
