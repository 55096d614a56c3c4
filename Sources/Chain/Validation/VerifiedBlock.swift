internal import ChainCrypto
public import ChainTypes
public import Primitives
internal import ProtocolKit

/// A block whose signatures and transaction root are right. Only verification makes one.
public struct VerifiedBlock: Sendable {
  /// The block.
  public let block: Block

  /// Verifies the header's signature, the transaction root and every action's signature.
  ///
  /// It needs no state, so that blocks can be verified ahead of the one being executed, on other threads.
  ///
  /// - Parameters:
  ///   - parallel: whether to spread the signatures over all cores. A caller that verifies many blocks at once says false.
  ///   - known: hashes of actions whose signatures were found valid before, by the pool. A hash covers the signature.
  public init(verifying block: Block, parallel: Bool, known: Set<Hash256> = []) throws(BlockRejection) {
    let header = block.header
    guard header.verifySignature() else {
      throw BlockRejection(
        height: header.height, hash: header.hash, reason: .invalidSignature(producer: header.producer.address.bech32))
    }
    let root = block.txRoot()
    guard root == header.txRoot else {
      throw BlockRejection(
        height: header.height, hash: header.hash, reason: .mismatch(.txRoot, expected: root.hex, actual: header.txRoot.hex))
    }
    if let index = Self.firstUnsigned(block.actions, known: known, parallel: parallel) {
      let action = block.actions[index]
      throw BlockRejection(
        height: header.height, hash: header.hash,
        reason: .action(index: index, hash: action.hash, .init(.invalidSignature, "\(action.sender) did not sign this action")))
    }
    self.block = block
  }

  /// A block that this node has made itself, from actions that it verified before.
  init(minted block: Block) {
    self.block = block
  }

  private static func firstUnsigned(_ actions: [SealedAction], known: Set<Hash256>, parallel: Bool) -> Int? {
    guard parallel else { return actions.firstIndex { !known.contains($0.hash) && !$0.verifySignature() } }
    var batch = SignatureBatch()
    var indices: [Int] = []
    for (index, action) in actions.enumerated() where !known.contains(action.hash) {
      batch.append(digest: action.digest, signature: action.signature, publicKey: action.senderPublicKey)
      indices.append(index)
    }
    return batch.firstInvalid().map { indices[$0] }
  }
}
