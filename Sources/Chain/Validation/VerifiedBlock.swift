internal import ChainCrypto
public import ChainTypes
internal import Primitives
internal import ProtocolKit

/// A block whose signatures and transaction root are right. Only verification makes one.
public struct VerifiedBlock: Sendable {
  /// The block.
  public let block: Block

  /// Verifies the header's signature, the transaction root and every action's signature.
  ///
  /// It needs no state, so that blocks can be verified ahead of the one being executed, on other threads.
  ///
  /// - Parameter parallel: whether to spread the signatures over all cores. A caller that verifies many blocks at once
  ///   says false.
  public init(verifying block: Block, parallel: Bool) throws(BlockRejection) {
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
    if let index = Self.firstUnsigned(block.actions, parallel: parallel) {
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

  private static func firstUnsigned(_ actions: [SealedAction], parallel: Bool) -> Int? {
    guard parallel else { return actions.firstIndex { !$0.verifySignature() } }
    var batch = SignatureBatch()
    for action in actions { batch.append(digest: action.digest, signature: action.signature, publicKey: action.senderPublicKey) }
    return batch.firstInvalid()
  }
}
