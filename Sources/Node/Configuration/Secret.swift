/// Text that must not be shown. Printing it, or whatever holds it, shows that there is some and nothing more.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  private let text: String

  /// Hides a text.
  public init(_ text: String) { self.text = text }

  /// The text, for whoever must use it. Never log it.
  public func reveal() -> String { text }

  /// Always `<redacted>`.
  public var description: String { "<redacted>" }

  /// Always `<redacted>`.
  public var debugDescription: String { description }

  /// Shows no children, so that `dump` and string interpolation of a containing value do not reach the text.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
