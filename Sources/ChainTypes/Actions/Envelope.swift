import ChainCrypto
public import Primitives

/// An action without its signature: what the sender signs (`action.Envelope`, wire message `ActionCore`).
public struct Envelope: ProtobufMessage {
  /// The version of the format; 1 in all that v0.5.0 makes, and never checked.
  public var version: UInt32
  /// The position among the sender's actions, from 1; system actions have 0.
  public var nonce: UInt64
  /// The gas that the action may use at most, in gas units.
  public var gasLimit: UInt64
  /// Rau per unit of gas. The wire allows negative and very wide numbers; pool and chain refuse them.
  public var gasPrice: WireInteger
  /// What the action does.
  public var payload: ActionPayload

  /// An unsigned action.
  public init(version: UInt32 = 1, nonce: UInt64, gasLimit: UInt64, gasPrice: WireInteger, payload: ActionPayload) {
    self.version = version
    self.nonce = nonce
    self.gasLimit = gasLimit
    self.gasPrice = gasPrice
    self.payload = payload
  }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    var fields = EnvelopeFields()
    try fields.merge(from: &reader)
    self = try fields.envelope(at: reader.offset)
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    writer.uint32(1, version)
    writer.uint64(2, nonce)
    writer.uint64(3, gasLimit)
    writer.integer(4, gasPrice)
    payload.encode(into: &writer)
  }

  /// What the sender signs: Keccak-256 of the encoding (`Envelope.Hash`).
  public var digest: Hash256 { Keccak256.hash(encoded) }

  /// What the sender must have: the amount and the price of the gas, in Rau (the `Cost` methods in `action/`).
  ///
  /// Deposits into the rewarding fund and to settle do not count their amount, executions count the whole gas limit,
  /// and system actions cost nothing.
  ///
  /// - Throws: `negativeAmount` and `costOverflow` where the reference would compute a number that no account can have;
  ///   `gasOverflow` and `noRules` as ``ActionPayload/intrinsicGas()``.
  public func cost() throws(ActionError) -> U256 {
    switch payload {
    case .transfer(let action): try price(of: payload.intrinsicGas(), plus: action.amount)
    case .createDeposit(let action): try price(of: payload.intrinsicGas(), plus: action.amount)
    case .execution(let action): try price(of: gasLimit, plus: action.amount)
    case .grantReward, .putPollResult: .zero
    default: try price(of: payload.intrinsicGas(), plus: .zero)
    }
  }

  private func price(of gas: UInt64, plus amount: WireInteger) throws(ActionError) -> U256 {
    if gasPrice.isNegative || amount.isNegative { throw .negativeAmount }
    guard let price = gasPrice.value, let amount = amount.value, let fee = price.multiplied(by: U256(gas)), let cost = fee.adding(amount)
    else { throw .costOverflow }
    return cost
  }
}
