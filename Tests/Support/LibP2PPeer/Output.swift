import Dispatch
import Glibc
import LibP2P

/// Lines on standard output.
enum Output {
  /// Writes a line at once; lines of several tasks are not mixed.
  static func write(_ line: String) {
    let bytes = [UInt8]("\(line)\n".utf8)
    // A pipe takes lines of this size whole; nothing can be done when nobody reads.
    _ = Glibc.write(1, bytes, bytes.count)
  }

  /// Writes what happened to a peer.
  static func write(_ event: HostEvent) {
    switch event {
    case .connected(let peer, let address, let isOutbound):
      write("peer-connected \(peer) \(address) \(isOutbound ? "outbound" : "inbound")")
    case .disconnected(let peer): write("peer-disconnected \(peer)")
    case .identified(let peer, let info):
      let addresses = info.listenAddresses.map(\.description).joined(separator: ",")
      write("peer-identified \(peer) \(info.agentVersion.replacing(" ", with: "_")) \(info.protocols.joined(separator: ",")) \(addresses)")
    }
  }
}

/// Lines on standard input.
enum Input {
  /// The lines up to the end. Reading blocks, so it has a thread of its own.
  static func lines() -> AsyncStream<String> {
    let (stream, continuation) = AsyncStream.makeStream(of: String.self)
    DispatchQueue(label: "input").async {
      while let line = readLine() { continuation.yield(line) }
      continuation.finish()
    }
    return stream
  }
}
