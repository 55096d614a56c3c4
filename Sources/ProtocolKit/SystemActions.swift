public import ChainCrypto
public import ChainTypes
internal import Primitives

/// The actions that a producer adds to its own block (`blockchain/blockchain.go`, `createGrantRewardAction` and its kin).
///
/// They have nonce 0 and price 0, so that they cost nothing and use up no nonce.
public struct SystemActions: Sendable {
  private let key: PrivateKey

  /// The system actions of the producer with this key.
  public init(producer key: PrivateKey) {
    self.key = key
  }

  /// The text in the memorial transfer of every network's first block.
  private static let memorial =
    "rcqgjsxfdxzszztpydzlzclplz://U2FsdGVkX19E4w2QggPJ/6N38eCU4YTvONyK8A5jZ1XIoQDC2lZBHGe9dDFkN6ToJqaAxcPx6JEzOv/yiVAl6a+Pym+I02BvleW2mcKuMV6tWHRHTnJuu981x2XP2oW9"

  /// Announces the candidates of the epoch that begins at a height.
  public func pollResult(_ candidates: CandidateList, epochStart: UInt64) -> SealedAction {
    sign(.putPollResult(PutPollResult(height: epochStart, candidates: candidates)), gasLimit: 0)
  }

  /// Grants a reward in the block of a height.
  public func grantReward(_ type: GrantReward.RewardType, height: UInt64) -> SealedAction {
    sign(.grantReward(GrantReward(rewardType: type, height: height)), gasLimit: 0)
  }

  /// The transfer of nothing to oneself in block 1.
  public func memorialTransfer(gasLimit: UInt64) -> SealedAction {
    let transfer = Transfer(amount: WireInteger(.zero), recipient: key.publicKey.address.bech32, payload: Array(Self.memorial.utf8))
    return sign(.transfer(transfer), gasLimit: gasLimit)
  }

  private func sign(_ payload: ActionPayload, gasLimit: UInt64) -> SealedAction {
    let envelope = Envelope(version: 1, nonce: 0, gasLimit: gasLimit, gasPrice: WireInteger(.zero), payload: payload)
    return SealedAction.sign(envelope, with: key)
  }
}
