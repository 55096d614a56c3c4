import LibP2P

/// What a line asks for. Each is answered by one line that begins with the command's name, or with `error`:
///
///     connect ADDRESS            connect PEER
///     ping PEER                  ping PEER NANOSECONDS
///     identify PEER              identify PEER AGENT PROTOCOL,… ADDRESS,…
///     echo PEER BYTES            echo PEER BYTES
///     disconnect PEER            disconnect PEER
///     quit
///
/// and those of ``PeerServices``.
struct Commands {
  /// A line that makes no sense.
  struct Unknown: Error {}

  let host: Host
  let services: PeerServices

  /// Does what a line says.
  func run(_ line: String) async {
    let words = line.split(separator: " ").map(String.init)
    do {
      guard let command = words.first else { throw Unknown() }
      let answer = try await perform(command, Array(words.dropFirst()))
      Output.write(([command] + answer).joined(separator: " "))
    } catch {
      Output.write("error \(line): \(error)")
    }
  }

  private func perform(_ command: String, _ words: [String]) async throws -> [String] {
    switch (command, words.count) {
    case ("connect", 1):
      return ["\(try await host.connect(to: try Multiaddr(parsing: words[0])))"]
    case ("ping", 1):
      let time = try await host.ping(try PeerID(parsing: words[0]))
      return [words[0], "\(time.components.attoseconds / 1_000_000_000)"]
    case ("identify", 1):
      guard let info = host.peerInfo(try PeerID(parsing: words[0])) else { throw Unknown() }
      let addresses = info.listenAddresses.map(\.description).joined(separator: ",")
      return [words[0], info.agentVersion.replacing(" ", with: "_"), info.protocols.joined(separator: ","), addresses]
    case ("echo", 2):
      guard let count = Int(words[1]), try await EchoProtocol.run(host, try PeerID(parsing: words[0]), byteCount: count) else {
        throw StreamError.truncated
      }
      return words
    case ("disconnect", 1):
      await host.disconnect(try PeerID(parsing: words[0]))
      return words
    default: return try await services.perform(command, words)
    }
  }
}
