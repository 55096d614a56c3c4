/// Why a figure of an action cannot be computed.
public enum ActionError: Error, Hashable, Sendable {
  /// The gas for the payload needs more than 64 bits (the reference's `ErrOutOfGas`).
  case gasOverflow
  /// An amount or the gas price is negative, so that no cost can be named.
  case negativeAmount
  /// The cost needs more than 256 bits, more than any account can hold.
  case costOverflow
  /// The reference never had rules for this kind of action.
  case noRules(ActionKind)
}

extension ActionError: CustomStringConvertible {
  /// The reason, in one sentence without a full stop.
  public var description: String {
    switch self {
    case .gasOverflow: "the gas for the payload needs more than 64 bits"
    case .negativeAmount: "an amount or the gas price is negative"
    case .costOverflow: "the cost needs more than 256 bits"
    case .noRules(let kind): "there are no rules for actions of kind \(kind)"
    }
  }
}
