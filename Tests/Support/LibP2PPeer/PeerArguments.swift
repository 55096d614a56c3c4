import LibP2P

/// What the command line asks for.
struct PeerArguments {
  /// A command line that makes no sense; the value is the argument.
  struct Unknown: Error {
    var argument: String
  }

  /// How the host behaves.
  var configuration = HostConfiguration()
  /// How pubsub behaves.
  var pubsub = PubSubConfiguration()
  /// The Kademlia protocol to speak.
  var kademlia: String?
  /// Whether everything is logged to standard error.
  var isVerbose = false

  /// Reads the arguments behind the program's name.
  init(_ arguments: ArraySlice<String>) throws {
    var rest = arguments
    while let option = rest.popFirst() {
      guard option != "--verbose" else {
        isVerbose = true
        continue
      }
      guard let value = rest.popFirst() else { throw Unknown(argument: option) }
      switch option {
      case "--listen": configuration.listenAddresses.append(try Multiaddr(parsing: value))
      case "--security": configuration.security = SecurityProtocol.allCases.filter { "\($0)" == value }
      case "--muxer": configuration.muxers = [value]
      case "--kad": kademlia = value
      default: throw Unknown(argument: option)
      }
    }
  }
}
