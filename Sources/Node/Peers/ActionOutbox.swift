internal import ChainTypes
internal import Logging
internal import PeerNetwork

/// Actions on their way to other nodes, sent in their order by a task of its own, so that nobody who submits one waits for the network.
final class ActionOutbox: Sendable {
  private let actions: AsyncStream<SealedAction>
  private let continuation: AsyncStream<SealedAction>.Continuation
  private let network: PeerNetwork
  private let logger: Logger

  init(network: PeerNetwork, logger: Logger) {
    self.network = network
    self.logger = logger
    // As many as a pool holds by default. What is dropped here is in this node's pool, and goes into its own blocks.
    (actions, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(32_768))
  }

  /// Sends an action, soon.
  func send(_ action: SealedAction) { continuation.yield(action) }

  /// Sends until cancelled.
  func run() async {
    for await action in actions {
      do {
        try await network.broadcast(.action(action))
      } catch {
        logger.debug("an action could not be sent to others", metadata: ["action": "\(action.hash)", "reason": "\(error)"])
      }
    }
  }
}
