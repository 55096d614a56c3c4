internal import ChainCrypto
internal import ChainTypes
public import Primitives

/// The users of a simulation: they sign transfers one after the other, and give them to nodes again when they were not mined.
public final class Wallets {
  /// What was signed, in order.
  public private(set) var actions: [(hash: Hash256, bytes: [UInt8])] = []
  private var nonces: [UInt64] = Array(repeating: 0, count: DelegateNetwork.userCount)

  /// Users who have done nothing yet.
  public init() {}

  /// The bytes of a submission: a new transfer, or an earlier one.
  public func action(of submission: Scenario.Submission) -> [UInt8]? {
    if let earlier = submission.earlier { return earlier < actions.count ? actions[earlier].bytes : nil }
    let user = submission.user % nonces.count
    nonces[user] += 1
    let transfer = Transfer(
      amount: WireInteger(U256(1)), recipient: SimulationKeys.user((user + 1) % nonces.count).publicKey.address.bech32, payload: [])
    let envelope = Envelope(
      nonce: nonces[user], gasLimit: 20_000, gasPrice: WireInteger(U256(1_000_000_000_000)), payload: .transfer(transfer))
    let action = SealedAction.sign(envelope, with: SimulationKeys.user(user))
    actions.append((action.hash, action.encoded))
    return action.encoded
  }
}
