public import Chain
public import ChainSpec
public import ProtocolKit
public import State

extension APIError {
  /// An action or call that is refused.
  public init(_ rejection: ActionRejection, details: [String: String] = [:]) {
    self.init(.rejected(rejection.code), rejection.detail, details: details)
  }

  /// How the handling of an action ended.
  public init(_ error: HandlingError) {
    switch error {
    case .rejected(let rejection): self.init(rejection)
    case .fault(let fault): self.init(fault)
    case .blockGasLimitReached: self.init(.gasLimitAboveBlock, "the gas limit is above that of a whole block")
    }
  }

  /// A state that cannot be read.
  public init(_ fault: StateFault) {
    self.init(.fault, "this node cannot read its state (\(fault.code)); its log says more")
  }

  /// A chain that cannot be read.
  public init(_ fault: ChainFault) {
    self.init(.fault, "this node cannot read its chain (\(fault.code)); its log says more")
  }

  /// Stored blocks that cannot be read.
  public init(_ error: StoreError) {
    self.init(.fault, "this node cannot read its blocks (\(error.code)); its log says more")
  }

  /// A height whose rules this node does not know.
  public init(_ error: RulesUnavailable) {
    self.init(.rejected(.unsupported), "\(error)")
  }
}
