internal import ChainCrypto
internal import ChainTypes
internal import Primitives

/// An account that sends; used by one task at a time.
struct LoadAccount: Sendable {
  /// Its key.
  let key: PrivateKey
  /// The nonce of its next action.
  var nonce: UInt64

  /// The price that actions pay: the least that nodes take, 1 Qev.
  static let gasPrice = WireInteger(U256(1_000_000_000_000))

  /// A transfer of one Rau.
  func transfer(to recipient: Address) -> SealedAction {
    sign(.transfer(Transfer(amount: WireInteger(U256(1)), recipient: recipient.bech32)), gasLimit: 10_000)
  }

  /// A call of a contract, or its creation when there is no address.
  func execution(of contract: String, data: [UInt8], gasLimit: UInt64) -> SealedAction {
    sign(.execution(Execution(amount: .zero, contract: contract, data: data)), gasLimit: gasLimit)
  }

  /// A transfer of an amount, for funding.
  func transfer(_ amount: U256, to recipient: Address) -> SealedAction {
    sign(.transfer(Transfer(amount: WireInteger(amount), recipient: recipient.bech32)), gasLimit: 10_000)
  }

  private func sign(_ payload: ActionPayload, gasLimit: UInt64) -> SealedAction {
    .sign(Envelope(nonce: nonce, gasLimit: gasLimit, gasPrice: Self.gasPrice, payload: payload), with: key)
  }
}
