/// Replaces references to environment variables in the values of files, as the reference's loader does.
///
/// `$NAME` and `${NAME}` stand for the variable's value, `${NAME:text}` for it or, if it is not set, for the text, `${NAME:""}` for
/// nothing if it is not set, and `$$` for a dollar sign. A variable that is not set and has no default is an error. Source:
/// go.uber.org/config 1.3.1, expand.go. The reference expands the merged file as text; here each value is expanded, which differs
/// only for variables that contain YAML.
struct EnvironmentExpansion {
  /// The environment.
  let variables: [String: String]

  /// A variable that is not set and has no default.
  struct Unset: Error {
    let name: String
  }

  /// A value with its references replaced.
  func expand(_ text: String) throws(Unset) -> String {
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[rest.index(after: dollar)...]
      if rest.first == "$" {
        result += "$"
        rest = rest.dropFirst()
      } else if rest.first == "{", let end = rest.firstIndex(of: "}") {
        result += try value(of: rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
      } else {
        let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        if let first = name.first, !first.isNumber {
          result += try value(of: name)
          rest = rest.dropFirst(name.count)
        } else {
          result += "$"
        }
      }
    }
    return result + rest
  }

  private func value(of reference: Substring) throws(Unset) -> String {
    let parts = reference.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = String(parts[0])
    if let value = variables[name] { return value }
    guard parts.count == 2, !parts[1].isEmpty else { throw Unset(name: name) }
    return parts[1] == "\"\"" ? "" : String(parts[1])
  }
}
