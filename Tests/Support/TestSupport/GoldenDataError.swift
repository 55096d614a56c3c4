/// Why test data cannot be read.
public enum GoldenDataError: Error, CustomStringConvertible {
  /// The file is in none of the folders.
  case missing(String, searched: [String])
  /// The operating system refused to read the file.
  case unreadable(String)
  /// A value is absent or of another kind; the text is its place.
  case unexpected(String)
  /// A framed file ends inside a frame.
  case brokenFrame(String, index: Int)

  /// What is wrong and where, for a failing test's output.
  public var description: String {
    switch self {
    case .missing(let name, let searched): "golden data '\(name)' is in none of \(searched.joined(separator: ", "))"
    case .unreadable(let path): "cannot read \(path)"
    case .unexpected(let path): "no such value: \(path)"
    case .brokenFrame(let name, let index): "\(name) ends inside frame \(index)"
    }
  }
}
