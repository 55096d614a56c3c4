import ChainCrypto
import ChainTypes
import Primitives

/// A signed transfer with a nonce.
func sampleAction(_ nonce: UInt64) throws -> SealedAction {
  let key = try PrivateKey([UInt8](repeating: 9, count: 32))
  let transfer = Transfer(amount: WireInteger(U256(1)), recipient: key.publicKey.address.bech32, payload: [])
  let envelope = Envelope(
    version: 1, nonce: nonce, gasLimit: 10_000, gasPrice: WireInteger(U256(1)), payload: .transfer(transfer))
  return SealedAction.sign(envelope, with: key)
}

/// A vote for a height.
func sampleVote(_ height: UInt64) throws -> ConsensusMessage {
  let key = try PrivateKey([UInt8](repeating: 9, count: 32))
  let endorsement = Endorsement(timestamp: Timestamp(seconds: 1), endorser: key.publicKey, signature: [UInt8](repeating: 1, count: 65))
  return ConsensusMessage(height: height, endorsement: endorsement, document: .vote(ConsensusVote(blockHash: [], topic: .proposal)))
}
