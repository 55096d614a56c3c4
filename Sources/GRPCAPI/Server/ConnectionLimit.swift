internal import NIOCore
internal import Synchronization

/// Closes connections above a number.
///
/// Isolation: any event loop; one counter.
final class ConnectionLimit: Sendable {
  private let limit: Int
  private let count = Atomic(0)

  init(_ limit: Int) {
    self.limit = limit
  }

  /// Connections now.
  var current: Int { count.load(ordering: .relaxed) }

  /// Counts a new connection until it ends, or closes it.
  func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
    let number = count.wrappingAdd(1, ordering: .relaxed).newValue
    channel.closeFuture.whenComplete { _ in self.count.wrappingSubtract(1, ordering: .relaxed) }
    if number > limit { channel.close(promise: nil) }
    return channel.eventLoop.makeSucceededVoidFuture()
  }
}
