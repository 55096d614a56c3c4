public import ChainSpec
public import State

/// The protocols of a network, as the chain needs them.
public struct ProtocolSuite: Sendable {
  /// All handlers, in the order in which an action is offered to them. The order is part of the network's rules.
  public let handlers: [any ActionHandler]
  /// The handlers in the order in which they write the genesis state: accounts, candidates, rewards
  /// (`blockchain/blockchain.go`).
  public let genesisOrder: [any ActionHandler]
  /// Who may produce blocks.
  public let candidates: any CandidateDirectory
  /// What to announce as the result of the poll; nil on a network with the legacy vote protocol.
  public let polls: (any PollResultSource)?
  /// Executes contracts for read-only calls; nil in a node without an EVM.
  public let contracts: (any ContractReader)?
  /// What can be asked about the protocols' state, by the protocol's name.
  public let queries: [String: any StateQuery]

  /// Creates a suite.
  public init(
    handlers: [any ActionHandler], genesisOrder: [any ActionHandler], candidates: any CandidateDirectory,
    polls: (any PollResultSource)?, contracts: (any ContractReader)?, queries: [String: any StateQuery] = [:]
  ) {
    self.handlers = handlers
    self.genesisOrder = genesisOrder
    self.candidates = candidates
    self.polls = polls
    self.contracts = contracts
    self.queries = queries
  }

  /// Writes the genesis state, height record included.
  ///
  /// - Parameter context: a context of height 0.
  public func writeGenesisState(of genesis: Genesis, in context: BlockContext, state: WorkingSet) throws(HandlingError) {
    for handler in genesisOrder { try handler.writeGenesisState(of: genesis, in: context, state: state) }
    state.setHeight(0)
  }
}
