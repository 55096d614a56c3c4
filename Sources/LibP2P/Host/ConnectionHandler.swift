import Logging
import NIOCore

/// Carries a connection's bytes between its socket and its state machines, in the event loop alone: first ``ConnectionUpgrade``, then encryption and ``PeerConnection``.
final class ConnectionHandler: ChannelDuplexHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  private enum Phase {
    case upgrading(ConnectionUpgrade)
    case established(PeerConnection)
    case closed
  }

  /// How often in one turn of the event loop what writers wrote is sent.
  private static let turnsAtOnce = 4

  private let host: Host
  private var origin: AdmissionControl.Origin?
  private let isOutbound: Bool
  private let promise: EventLoopPromise<PeerConnection>
  private var phase: Phase
  private var context: ChannelHandlerContext?
  private var session: (any SecureSession)?
  private var meter: RateMeter
  private var timeout: Scheduled<Void>?
  private var nextTick: Scheduled<Void>?
  private var pause: Scheduled<Void>?
  private var isReadHeld = false
  private var blockedSince: UInt64?
  private var isFlushDue = false
  // Reused from turn to turn, and given back at every tick: an idle connection keeps none.
  private var plaintext: [UInt8] = []
  private var output: [UInt8] = []
  private var ciphertext: [UInt8] = []

  /// Carries a fresh connection: an incoming one that was admitted if `origin` is given, else one that we dialled. The promise gets
  /// what becomes of it.
  init(host: Host, origin: AdmissionControl.Origin?, expected: PeerID?, promise: EventLoopPromise<PeerConnection>) {
    self.host = host
    self.origin = origin
    isOutbound = origin == nil
    self.promise = promise
    meter = RateMeter(host.configuration.limits.bytesPerConnection)
    phase = .upgrading(
      ConnectionUpgrade(
        role: isOutbound ? .initiator : .responder, key: host.key, expected: expected, security: host.configuration.security,
        muxers: host.configuration.muxers))
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { begin(context) }
  }

  func handlerRemoved(context: ChannelHandlerContext) { end(.unreachable(reason: "closed")) }

  func channelActive(context: ChannelHandlerContext) {
    begin(context)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    end(.unreachable(reason: "the peer ended the connection"))
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { fail(.unreachable(reason: "\(error)")) }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    let buffer = unwrapInboundIn(data)
    let now = Host.now()
    charge(buffer.readableBytes, context, at: now)
    switch phase {
    case .upgrading(let upgrade): continueUpgrade(upgrade, Array(buffer.readableBytesView), context, at: now)
    case .established(let connection): receive(buffer, connection, at: now)
    case .closed: break
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    if isFlushDue { flush() }
    context.fireChannelReadComplete()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable {
      blockedSince = nil
      flush()
    } else {
      blockedSince = Host.now()
    }
    context.fireChannelWritabilityChanged()
  }

  /// Holds reading back while the peer is over its rate.
  func read(context: ChannelHandlerContext) {
    if pause == nil { context.read() } else { isReadHeld = true }
  }

  /// Sends what the connection has to send, as far as the socket takes it: one encryption and one write for all of it.
  func flush() {
    guard case .established(let connection) = phase, let context else { return }
    isFlushDue = false
    var turns = 0
    while context.channel.isWritable {
      guard turns < Self.turnsAtOnce else {
        // Others have their turn too; the connection still counts on this one to come back.
        context.eventLoop.assumeIsolated().execute { self.flush() }
        return
      }
      turns += 1
      connection.takeOutput(into: &output)
      guard !output.isEmpty else { return }
      ciphertext.removeAll(keepingCapacity: true)
      do throws(SecureChannelError) { try session?.seal(output, into: &ciphertext) } catch { return fail(.channel(error)) }
      write(ciphertext, context)
    }
  }

  /// Sends what there is to send and ends the connection.
  func close() {
    flush()
    context?.close(promise: nil)
  }

  private func write(_ bytes: [UInt8], _ context: ChannelHandlerContext) {
    guard !bytes.isEmpty else { return }
    context.writeAndFlush(wrapOutboundOut(context.channel.allocator.buffer(bytes: bytes)), promise: nil)
  }

  private func begin(_ context: ChannelHandlerContext) {
    guard timeout == nil, case .upgrading(var upgrade) = phase else { return }
    let limit = TimeAmount(host.configuration.limits.handshakeTimeout)
    timeout = context.eventLoop.assumeIsolated().scheduleTask(in: limit) { self.fail(.handshakeTimeout) }
    write(upgrade.start(), context)
    phase = .upgrading(upgrade)
  }

  private func continueUpgrade(_ upgrade: ConnectionUpgrade, _ bytes: [UInt8], _ context: ChannelHandlerContext, at now: UInt64) {
    var upgrade = upgrade
    do throws(HostError) {
      let step = try upgrade.receive(bytes)
      phase = .upgrading(upgrade)
      write(step.send, context)
      if let result = step.result { establish(result, context, at: now) }
    } catch {
      fail(error)
    }
  }

  private func establish(_ result: ConnectionUpgrade.Result, _ context: ChannelHandlerContext, at now: UInt64) {
    guard let remoteAddress = context.remoteAddress.flatMap({ Multiaddr($0) }) else { return fail(.unreachable(reason: "no address")) }
    let connection = PeerConnection(
      host: host, channel: context.channel, shell: NIOLoopBound(self, eventLoop: context.eventLoop), result: result,
      remoteAddress: remoteAddress, isOutbound: isOutbound)
    if let refusal = host.register(connection, origin: origin, at: now) { return fail(.refused(refusal)) }
    timeout?.cancel()
    session = result.security.session
    phase = .established(connection)
    scheduleTick(context)
    promise.succeed(connection)
    receive(result.unread, connection, at: now)
  }

  private func receive(_ buffer: ByteBuffer, _ connection: PeerConnection, at now: UInt64) {
    plaintext.removeAll(keepingCapacity: true)
    let failure: SecureChannelError? = buffer.withUnsafeReadableBytes { bytes in
      do throws(SecureChannelError) {
        try session?.open(bytes, into: &plaintext)
        return nil
      } catch {
        return error
      }
    }
    receive(plaintext, connection, at: now)
    if let failure { fail(.channel(failure)) }
  }

  private func receive(_ plaintext: [UInt8], _ connection: PeerConnection, at now: UInt64) {
    isFlushDue = true
    do throws(YamuxViolation) { try connection.receive(plaintext, at: now) } catch { violated(error) }
  }

  private func scheduleTick(_ context: ChannelHandlerContext) {
    nextTick = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) { self.tick() }
  }

  private func tick() {
    guard case .established(let connection) = phase, let context else { return }
    scheduleTick(context)
    let now = Host.now()
    if let blockedSince, now - blockedSince >= host.configuration.limits.writeTimeout.nanoseconds {
      return fail(.unreachable(reason: "the peer reads nothing"))
    }
    (plaintext, output, ciphertext) = ([], [], [])
    do throws(YamuxViolation) { try connection.tick(at: now) } catch { return violated(error) }
    flush()
  }

  private func violated(_ violation: YamuxViolation) {
    host.logger.debug("ending a connection for a violation", metadata: ["violation": "\(violation)"])
    host.countViolation()
    close()
  }

  private func fail(_ error: HostError) {
    promise.fail(error)
    host.logger.debug("a connection failed", metadata: ["error": "\(error)"])
    context?.close(promise: nil)
  }

  private func end(_ error: HostError) {
    timeout?.cancel()
    pause?.cancel()
    nextTick?.cancel()
    // Where several addresses are tried, this one may fail and the next one do: the dialer decides then.
    if timeout != nil || !isOutbound { promise.fail(error) }
    var isHalfOpen = true
    if case .established(let connection) = phase {
      isHalfOpen = false
      connection.disconnected()
    }
    if let origin { host.left(origin, isHalfOpen: isHalfOpen) }
    origin = nil
    phase = .closed
    session = nil
    context = nil
  }

  private func charge(_ count: Int, _ context: ChannelHandlerContext, at now: UInt64) {
    let wait = max(meter.charge(UInt64(count), at: now), host.charge(count, at: now))
    guard wait > 0, pause == nil else { return }
    pause = context.eventLoop.assumeIsolated().scheduleTask(in: .nanoseconds(Int64(min(wait, 1_000_000_000)))) {
      self.pause = nil
      guard self.isReadHeld else { return }
      self.isReadHeld = false
      self.context?.read()
    }
  }
}

extension TimeAmount {
  /// The same time, at least 0.
  init(_ duration: Duration) { self = .nanoseconds(Int64(min(duration.nanoseconds, UInt64(Int64.max)))) }
}
