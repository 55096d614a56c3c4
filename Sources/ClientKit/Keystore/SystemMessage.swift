import Glibc

/// The system's words for an error number.
public enum SystemMessage {
  /// The words, in lower case as Go prints them.
  public static func text(of code: Int32) -> String {
    guard let words = strerror(code) else { return "error \(code)" }
    return String(cString: words).lowercased()
  }
}
