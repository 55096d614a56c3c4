public import State

/// How the handling of an action can end other than with a receipt.
///
/// A failing action is none of these: it has a receipt whose status says so.
public enum HandlingError: Error, Sendable {
  /// The block has not enough gas left for this action; it may fit into the next one (only while minting).
  case blockGasLimitReached
  /// No valid block holds this action on top of this state.
  case rejected(ActionRejection)
  /// This node cannot tell: its storage failed.
  case fault(StateFault)
}

extension HandlingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .blockGasLimitReached: "the block has not enough gas left for the action"
    case .rejected(let rejection): rejection.description
    case .fault(let fault): "\(fault)"
    }
  }
}
