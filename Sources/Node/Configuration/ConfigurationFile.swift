import ChainSpec
import Foundation

/// The text of a configuration file, and its name for messages.
public struct ConfigurationFile: Sendable, Hashable {
  /// The name, as a rule the path.
  public let name: String
  /// The text.
  public let text: String

  /// A text with a name.
  public init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// Reads a file.
  ///
  /// - Throws: ``ConfigurationError`` if it is not there, larger than 1 MiB, or no UTF-8.
  public init(readingFrom path: String) throws(ConfigurationError) {
    func refusal(_ kind: YAMLProblem.Code, _ problem: String, _ remedy: String) -> ConfigurationError {
      ConfigurationError(kind, key: "", from: .file(YAMLPlace(document: path, line: 1)), problem, remedy: remedy)
    }
    guard let file = FileHandle(forReadingAtPath: path), let data = try? file.read(upToCount: 1 << 20 + 1) ?? Data() else {
      throw refusal(.missingValue, "the file cannot be read", "check its path and permissions")
    }
    guard data.count <= 1 << 20 else { throw refusal(.tooLarge, "the file is larger than 1 MiB", "check that this is the right file") }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw refusal(.malformed, "the file is no UTF-8 text", "check that this is the right file")
    }
    self.init(name: path, text: text)
  }
}
