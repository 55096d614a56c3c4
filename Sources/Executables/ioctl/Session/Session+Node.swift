import ClientKit
import Glibc
import Primitives

extension Session {
  /// The flags of commands that talk to a node.
  static func nodeFlags(_ settings: Settings) -> [Flag] {
    [
      Flag("endpoint", standard: settings.endpoint, "set endpoint for once"),
      Flag("insecure", nil, .truth, "insecure connection for once"),
    ]
  }

  /// The endpoint that the flags or the configuration name.
  var endpointText: String { flags.isGiven("endpoint") ? flags.text("endpoint") : settings.endpoint }

  /// A client of the node.
  func client() throws(CommandFailure) -> NodeClient {
    let text = endpointText
    guard !text.isEmpty else { throw CommandFailure("use \"ioctl config set endpoint\" to config endpoint first") }
    guard let endpoint = NodeEndpoint(text, isSecure: settings.isSecure && !flags.truth("insecure")) else {
      throw CommandFailure("\(GoText.quoted(text)) is no endpoint: it is host:port")
    }
    return NodeClient(endpoint: endpoint, timeout: try Self.timeout())
  }

  /// How long a call may take: 10 seconds, or as many as `IOCTL_TIMEOUT` says.
  private static func timeout() throws(CommandFailure) -> Duration {
    guard let variable = getenv("IOCTL_TIMEOUT") else { return .seconds(10) }
    guard let seconds = Int(String(cString: variable)), (1...86_400).contains(seconds) else {
      throw CommandFailure("IOCTL_TIMEOUT is no number of seconds from 1 to 86400")
    }
    return .seconds(seconds)
  }

  /// The address that a word names: an address itself if it has as many letters as one, else a name.
  func address(of word: String) throws(CommandFailure) -> String {
    if word.utf8.count >= Address.bech32Count {
      guard (try? Address(bech32: word)) != nil else { throw CommandFailure("invalid IoTeX address") }
      return word
    }
    guard let address = settings.aliases[word] else { throw CommandFailure("cannot find address from \(word)") }
    return address
  }

  /// The address that a word names, as a value.
  func parsedAddress(of word: String) throws(CommandFailure) -> Address {
    let text = try address(of: word)
    guard let address = try? Address(bech32: text) else { throw CommandFailure("invalid IoTeX address \(text)") }
    return address
  }

  /// The address of a name; nil if it stands for none.
  func knownAddress(of name: String) -> Address? { settings.aliases[name].flatMap { try? Address(bech32: $0) } }

  /// The name of an address in parentheses; empty if it has none.
  func match(_ address: String) -> String {
    guard (try? Address(bech32: address)) != nil, let name = settings.alias(of: address) else { return "" }
    return "(\(name))"
  }

  /// An address with its name, for people.
  func named(_ address: String) -> String {
    settings.alias(of: address).map { "\($0) (\(address))" } ?? address
  }
}
