internal import ActPool
internal import Chain
internal import ChainSpec
public import ChainTypes
public import Primitives
internal import ProtocolKit
internal import State

extension NodeAPI {
  /// Hands an action to the pool, and to other nodes if the pool admits it.
  ///
  /// The answer comes after the pool's decision. Handing over the same action again while it waits is no error, so that a
  /// client may repeat what it is not sure about.
  ///
  /// - Returns: the action's hash.
  /// - Throws: why it was refused: `alreadyMined`, `nonceZero`, or a rejection with the values involved in its details.
  public func submit(_ action: SealedAction) throws(APIError) -> Hash256 {
    let kind = action.envelope.payload.kind
    if kind.isPlum || kind.isSubChain || (kind.isExperimental && !chain.parameters.allowsExperimentalActions) {
      throw APIError(
        .rejected(.unsupported), "this node does not process actions of kind \(kind)", details: ["given": "\(kind)"])
    }
    do {
      try pool.admit(action)
    } catch {
      guard case .rejected(let rejection) = error else { throw APIError(error) }
      if rejection.code == .alreadyKnown { return action.hash }
      throw try refusal(of: action, rejection)
    }
    broadcast(action)
    return action.hash
  }

  /// Adds to a rejection what the sender needs to do better.
  private func refusal(of action: SealedAction, _ rejection: ActionRejection) throws(APIError) -> APIError {
    let envelope = action.envelope
    var details = ["hash": action.hash.hex]
    switch rejection.code {
    case .nonceTooLow:
      if envelope.nonce == 0 { return APIError(.nonceZero, "the nonces of users' actions begin at 1", details: ["minimum": "1"]) }
      let chain = try reading()
      if let place = try chain.action(action.hash)?.place {
        details["blockHash"] = place.blockHash.hex
        details["height"] = "\(place.height)"
        return APIError(.alreadyMined, "the action is in block \(place.height) already", details: details)
      }
      details["expected"] = "\(try chain.account(action.sender).nonce &+ 1)"
      details["given"] = "\(envelope.nonce)"
    case .nonceTooHigh:
      let (maximum, overflow) = try reading().account(action.sender).nonce.addingReportingOverflow(pool.configuration.maxNonceGap)
      details["maximum"] = "\(overflow ? .max : maximum)"
      details["given"] = "\(envelope.nonce)"
    case .underpriced:
      details["minimum"] = pool.configuration.minGasPrice.decimal
      details["given"] = envelope.gasPrice.decimal
    case .replacementUnderpriced:
      details["minimum"] = replacementPrice(of: action)?.decimal
      details["given"] = envelope.gasPrice.decimal
    case .gasLimitTooHigh:
      details["maximum"] = "\(chain.parameters.genesis.blockchain.actionGasLimit)"
      details["given"] = "\(envelope.gasLimit)"
    case .intrinsicGasTooLow:
      details["minimum"] = (try? envelope.payload.intrinsicGas()).map { "\($0)" }
      details["given"] = "\(envelope.gasLimit)"
    case .insufficientBalance:
      details["balance"] = try reading().account(action.sender).balance.decimal
      details["cost"] = (try? envelope.cost())?.decimal
    case .oversized:
      details["given"] = action.totalSize.map { "\($0)" }
    default: break
    }
    return APIError(rejection, details: details)
  }

  /// The lowest price that replaces the waiting action with the same nonce.
  private func replacementPrice(of action: SealedAction) -> U256? {
    let waiting = pool.actions(of: action.sender).first { $0.envelope.nonce == action.envelope.nonce }
    let percent = U256(100 + pool.configuration.replacementBump)
    guard let price = waiting?.envelope.gasPrice.value, let scaled = price.multiplied(by: percent) else { return nil }
    let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: U256(100))
    return remainder.isZero ? quotient : quotient.adding(U256(1))
  }
}
