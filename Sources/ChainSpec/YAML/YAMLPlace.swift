/// Where in a YAML document a value stands, for messages to the person who wrote it.
public struct YAMLPlace: Sendable, Hashable, CustomStringConvertible {
  /// The document's name, as a rule its path; nil if there is only one document and it needs no name.
  public let document: String?
  /// The line, counted from 1.
  public let line: Int

  /// A place in a document.
  public init(document: String? = nil, line: Int) {
    self.document = document
    self.line = line
  }

  /// `config.yaml:12`, or `line 12` for a document without a name.
  public var description: String {
    if let document { "\(document):\(line)" } else { "line \(line)" }
  }
}
