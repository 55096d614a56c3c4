internal import ChainCrypto
internal import ChainTypes
internal import Consensus
internal import Logging
internal import PeerNetwork
internal import Primitives
internal import Synchronization

/// The consensus' way to the other delegates: what it says is sent in its order by a task of its own.
final class ConsensusOutlet: Sendable {
  private enum Item: Sendable {
    case message(ConsensusMessage)
    case block(Block)
    case tip(SyncTip)
    case seek
  }

  private let items: AsyncStream<Item>
  private let continuation: AsyncStream<Item>.Continuation
  private let ownAddress: Address

  /// - Parameter ownAddress: of this delegate.
  init(ownAddress: Address) {
    self.ownAddress = ownAddress
    // A delegate says a handful of things in a round. When nobody takes them for thousands of rounds, only the newest matter.
    (items, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(4096))
  }

  /// What the consensus calls.
  ///
  /// - Parameter notify: for logs.
  func outlet(notify: @escaping @Sendable (ConsensusNotice) -> Void) -> ConsensusService.Outlet {
    ConsensusService.Outlet(
      broadcast: { [continuation] in continuation.yield(.message($0)) }, announce: { self.announce($0) },
      announceAgain: { [continuation] in continuation.yield(.block($0)) }, synchronize: { [continuation] _ in continuation.yield(.seek) },
      notify: notify)
  }

  private func announce(_ block: Block) {
    continuation.yield(.tip(SyncTip(height: block.height, hash: block.hash)))
    // All delegates have the block at this moment. One of them tells the others; who misses it asks.
    if block.header.producer.address == ownAddress { continuation.yield(.block(block)) }
  }

  /// Sends until cancelled.
  func run(through network: PeerNetwork, logger: Logger) async {
    for await item in items {
      do {
        switch item {
        case .message(let message): try await network.broadcast(.consensus(message))
        case .block(let block): try await network.broadcast(.block(block))
        case .tip(let tip): await network.tipAdvanced(to: tip)
        case .seek: await network.seekBlocks()
        }
      } catch {
        logger.warning("a message of the consensus could not be sent", metadata: ["reason": "\(error)"])
      }
    }
  }
}
