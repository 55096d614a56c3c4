/// What the configuration file says. The original reads and writes the same file.
struct Settings: Sendable, Equatable {
  /// The folder of key files.
  var wallet = ""
  /// The node's `host:port`; empty if none is set.
  var endpoint = ""
  /// Whether the connection uses TLS.
  var isSecure = false
  /// Addresses by name. Nothing checks them: a file may hold any text.
  var aliases: [String: String] = [:]
  /// Entries of the file that this program does not know, which it keeps: name and value as YAML lines.
  var unknown: [UnknownEntry] = []

  /// An entry that another program put into the file.
  struct UnknownEntry: Sendable, Equatable {
    /// Its lines, as they are written.
    let yaml: String
  }

  /// The names in order, as the file and lists show them.
  var aliasNames: [String] { aliases.keys.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) } }

  /// The first name of an address in ``aliasNames``' order; nil if it has none.
  func alias(of address: String) -> String? { aliasNames.first { aliases[$0] == address } }
}
