import LibP2P
import Logging
import NIOCore
import NIOPosix

/// A node that other implementations of libp2p are tested against: it does what lines on its standard input say and tells on
/// its standard output what happened. See `Commands` for the lines.
///
///     libp2p-peer [--listen ADDRESS] [--security noise|secio] [--muxer ID] [--kad ID] [--verbose]
@main
struct LibP2PPeer {
  static func main() async throws {
    let arguments: PeerArguments
    do {
      arguments = try PeerArguments(CommandLine.arguments.dropFirst())
    } catch {
      Output.write("error \(error)")
      return
    }
    var logger = Logger(label: "libp2p-peer", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = arguments.isVerbose ? .trace : .warning
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let host = Host(configuration: arguments.configuration, key: .generate(), eventLoopGroup: group, logger: logger)
    EchoProtocol.serve(on: host)
    let services = try PeerServices(host: host, arguments: arguments, logger: logger)
    let events = host.events
    let watcher = Task {
      for await event in events { Output.write(event) }
    }
    for address in try await host.start() { Output.write("listening \(address.with(peerID: host.peerID))") }
    Output.write("ready \(host.peerID)")
    for await line in Input.lines() {
      guard line != "quit" else { break }
      await Commands(host: host, services: services).run(line)
    }
    await host.stop()
    await watcher.value
    try await group.shutdownGracefully()
  }
}
