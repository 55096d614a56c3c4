import NIOCore
import NIOPosix

@testable import LibP2P

/// A peer that keeps to no rule: a bare TCP connection, and if wanted an honest handshake before the dishonesty begins.
final class HostilePeer: Sendable {
  /// Hands on what arrives.
  private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    let arrivals: AsyncStream<[UInt8]>.Continuation
    init(_ arrivals: AsyncStream<[UInt8]>.Continuation) { self.arrivals = arrivals }
    func channelRead(context: ChannelHandlerContext, data: NIOAny) { arrivals.yield(Array(unwrapInboundIn(data).readableBytesView)) }
    func channelInactive(context: ChannelHandlerContext) { arrivals.finish() }
    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
  }

  let channel: any Channel
  let arrivals: AsyncStream<[UInt8]>

  private init(_ channel: any Channel, _ arrivals: AsyncStream<[UInt8]>) {
    self.channel = channel
    self.arrivals = arrivals
  }

  /// Connects to a host, from an address of its own if one is given; reads nothing if it is deaf.
  static func connect(to host: Host, from source: String = "127.0.0.2", isDeaf: Bool = false) async throws -> HostilePeer {
    let (arrivals, continuation) = AsyncStream.makeStream(of: [UInt8].self)
    let endpoint = host.listenAddresses[0]
    let channel = try await ClientBootstrap(group: HostTesting.group)
      .bind(to: SocketAddress(ipAddress: source, port: 0))
      .channelOption(.autoRead, value: !isDeaf)
      .channelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Collector(continuation)) }
      }
      .connect(host: endpoint.host ?? "", port: Int(endpoint.port ?? 0)).get()
    return HostilePeer(channel, arrivals)
  }

  /// Sends bytes.
  func send(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(channel.allocator.buffer(bytes: bytes)) }

  /// Sends bytes, whether they arrive or not.
  func trySend(_ bytes: [UInt8]) { channel.writeAndFlush(channel.allocator.buffer(bytes: bytes), promise: nil) }

  /// Waits until the host ends the connection.
  func end() async throws { try await channel.closeFuture.get() }

  /// Ends the connection.
  func close() async { try? await channel.close() }

  /// Does everything honestly up to the muxer, and returns what encrypts.
  func handshake(as key: NodeKey = .generate()) async throws -> any SecureSession {
    var upgrade = ConnectionUpgrade(
      role: .initiator, key: key, expected: nil, security: [.noise], muxers: ["/yamux/1.0.0"])
    try await send(upgrade.start())
    for await bytes in arrivals {
      let step = try upgrade.receive(bytes)
      if !step.send.isEmpty { try await send(step.send) }
      if let result = step.result { return result.security.session }
    }
    throw HostError.unreachable(reason: "the host ended the connection")
  }
}
