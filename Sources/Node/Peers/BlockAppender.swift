internal import Chain
internal import ChainTypes
internal import Dispatch
internal import PeerNetwork
internal import Primitives
internal import RollDPoS
internal import Synchronization

/// Appends blocks that peers sent to this node's chain: signatures on all cores, then footers and execution, one after the other.
struct BlockAppender: Sendable {
  let chain: Chain
  /// Proves that the delegates agreed on a block.
  let verifier: FooterVerifier

  /// The end of the chain.
  var tip: SyncTip {
    let head = chain.head
    return SyncTip(height: head.height, hash: head.hash)
  }

  /// Appends consecutive blocks in one transaction, those that are there already left out.
  ///
  /// It blocks its thread.
  func append(_ blocks: [Block]) -> AppendOutcome {
    let verified = Self.verify(blocks)
    // The block that is being looked at, for the refusal.
    var current = 0
    do throws(BlockError) {
      try chain.extend { (session) throws(BlockError) in
        for index in blocks.indices {
          current = index
          guard blocks[index].height > session.head.height else { continue }
          switch verified[index] {
          case .failure(let rejection): throw .rejected(rejection)
          case .success(let block):
            try chain.processor.verifyFooter(of: block.block, with: verifier, parent: session.head, reader: session.reader)
            try session.append(block, policy: .history)
          }
        }
      }
      return AppendOutcome(tip: tip)
    } catch {
      return AppendOutcome(tip: tip, refusal: .init(block: blocks[current], reason: refusal(of: blocks[current], error)))
    }
  }

  /// Checks what can be told of a block that claims to follow the head: who made it, and that the delegates agreed on it.
  func check(_ block: Block) -> MessageVerdict {
    let head = chain.head
    guard block.height > head.height else { return .ignore }
    guard block.header.verifySignature() else { return .reject(.badSignature) }
    guard block.height == head.height + 1, block.header.previousHash == head.hash else { return .ignore }
    do throws(ChainFault) {
      let view = try chain.view()
      do throws(BlockError) {
        try chain.processor.verifyFooter(of: block, with: verifier, parent: head, reader: view.reader)
        return .accept
      } catch {
        if case .rejected(let rejection) = error, case .footer = rejection.reason { return .reject(.invalidBlock) }
        return .ignore
      }
    } catch {
      return .ignore
    }
  }

  /// Why a block was not appended, as far as it concerns whoever sent it.
  private func refusal(of block: Block, _ error: BlockError) -> SyncRefusal {
    switch error {
    case .fault: return .notNow
    case .rejected(let rejection):
      // Another way may have been faster, and this chain be another one by now.
      if chain.head.height >= block.height { return .stale }
      switch rejection.reason {
      case .rulesUnavailable, .unknownDelegates: return .notNow
      case .mismatch(.previousHash, _, _): return .stale
      default: return .invalid
      }
    }
  }

  /// Verifies the signatures of blocks, as many at once as there are cores.
  private static func verify(_ blocks: [Block]) -> [Result<VerifiedBlock, BlockRejection>] {
    if blocks.count == 1 { return [verify(blocks[0], parallel: true)] }
    let results = Mutex([Result<VerifiedBlock, BlockRejection>?](repeating: nil, count: blocks.count))
    DispatchQueue.concurrentPerform(iterations: blocks.count) { index in
      let result = verify(blocks[index], parallel: false)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }

  private static func verify(_ block: Block, parallel: Bool) -> Result<VerifiedBlock, BlockRejection> {
    do throws(BlockRejection) {
      return .success(try VerifiedBlock(verifying: block, parallel: parallel))
    } catch {
      return .failure(error)
    }
  }
}
