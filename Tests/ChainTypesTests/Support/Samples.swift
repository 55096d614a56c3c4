import ChainCrypto
import ChainTypes
import Primitives

/// Keys and actions for tests.
enum Samples {
  static let key: PrivateKey = {
    guard let key = try? PrivateKey([UInt8](repeating: 7, count: 32)) else { preconditionFailure("32 times 7 is a private key") }
    return key
  }()
  static let address = "io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayd"
  static let transfer = Transfer(amount: WireInteger(U256(5)), recipient: address, payload: [1, 2, 3])

  static func envelope(_ payload: ActionPayload, gasPrice: WireInteger = WireInteger(U256(1))) -> Envelope {
    Envelope(nonce: 1, gasLimit: 10_000, gasPrice: gasPrice, payload: payload)
  }

  /// An action around a core in any form.
  static func action(core: [UInt8]) -> [UInt8] {
    Wire.bytes(1, core) + Wire.bytes(2, key.publicKey.bytes) + Wire.bytes(3, [UInt8](repeating: 0, count: 65))
  }

  /// A core around payload fields in any form.
  static func core(_ payload: [UInt8]) -> [UInt8] {
    Wire.number(1, 1) + Wire.number(2, 1) + Wire.number(3, 10_000) + Wire.text(4, "1") + payload
  }

  /// One payload of every kind, with all fields filled.
  static var payloads: [ActionPayload] {
    var terminate = TerminatePlumChain()
    terminate.subChainAddress = address
    var deposit = PlumCreateDeposit()
    (deposit.subChainAddress, deposit.amount, deposit.recipient) = (address, "007", address)
    var start = PlumStartExit()
    (start.subChainAddress, start.previousTransfer, start.previousTransferBlockProof) = (address, [1], [2])
    (start.previousTransferBlockHeight, start.exitTransfer, start.exitTransferBlockProof) = (3, [4], [5])
    start.exitTransferBlockHeight = 6
    var challenge = PlumChallengeExit()
    (challenge.subChainAddress, challenge.coinID, challenge.challengeTransfer) = (address, 1, [2])
    (challenge.challengeTransferBlockProof, challenge.challengeTransferBlockHeight) = ([3], 4)
    var response = PlumResponseChallengeExit()
    (response.subChainAddress, response.coinID, response.challengeTransfer, response.responseTransfer) = (address, 1, [2], [3])
    (response.responseTransferBlockProof, response.previousTransferBlockHeight) = ([4], 5)
    var finalize = PlumFinalizeExit()
    (finalize.subChainAddress, finalize.coinID) = (address, 1)
    var settle = PlumSettleDeposit()
    settle.coinID = 1
    var move = PlumTransfer()
    (move.coinID, move.denomination, move.owner, move.recipient) = (1, [2], address, address)
    let amount = WireInteger(U256(12_345))
    return [
      .transfer(transfer), .vote(Vote(votee: address, timestamp: UncheckedTimestamp(seconds: 1, nanoseconds: 2))),
      .execution(Execution(amount: amount, contract: address, data: [1, 2])),
      .startSubChain(
        StartSubChain(chainID: 2, securityDeposit: amount, operationDeposit: amount, startHeight: 3, parentHeightOffset: 4)),
      .stopSubChain(StopSubChain(chainID: 2, stopHeight: 3, subChainAddress: address)),
      .putBlock(PutBlock(subChainAddress: address, height: 2, roots: [.init(name: "a", value: .zero), .init(name: "b", value: .zero)])),
      .createDeposit(CreateDeposit(chainID: 2, amount: amount, recipient: address)),
      .settleDeposit(SettleDeposit(amount: amount, recipient: address, index: 9)),
      .createPlumChain(CreatePlumChain()), .terminatePlumChain(terminate),
      .plumPutBlock(
        PlumPutBlock(subChainAddress: address, height: 2, roots: [.init(name: "a", value: [1]), .init(name: "b", value: [2])])),
      .plumCreateDeposit(deposit), .plumStartExit(start), .plumChallengeExit(challenge), .plumResponseChallengeExit(response),
      .plumFinalizeExit(finalize), .plumSettleDeposit(settle), .plumTransfer(move),
      .depositToRewardingFund(DepositToRewardingFund(amount: amount, data: [1])),
      .claimFromRewardingFund(ClaimFromRewardingFund(amount: amount, data: [1])),
      .grantReward(GrantReward(rewardType: .epoch, height: 5)),
      .putPollResult(
        PutPollResult(height: 5, candidates: CandidateList([Candidate(address: address, votes: amount, rewardAddress: address)]))),
    ]
  }
}
