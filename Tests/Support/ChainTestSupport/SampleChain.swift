public import Chain
public import ChainCrypto
public import ChainTypes
public import Primitives
internal import ProtocolKit
public import State
public import Storage

/// A chain of a sample network that grows on demand.
public struct SampleChain: Sendable {
  /// The network.
  public let network: SampleNetwork
  /// The chain.
  public let chain: Chain

  /// Opens the chain in a store, by default a new one in memory.
  public init(
    _ network: SampleNetwork, parameters: ChainParameters? = nil, store: (any KeyValueStore)? = nil
  ) throws {
    self.network = network
    chain = try Chain(store: try store ?? MemoryStore(tables: Chain.tables), parameters: try parameters ?? network.parameters())
  }

  /// The next block with these users' actions, by the delegate whose turn it is and endorsed by all delegates. It is not
  /// appended.
  public func nextBlock(_ actions: [SealedAction] = []) throws -> Block {
    let view = try chain.view()
    let height = view.head.height + 1
    guard let key = network.proposer(at: height) else { throw SampleError.noProposer(height: height) }
    let time = network.time(of: height)
    return try BlockAssembler(parameters: chain.parameters).assemble(actions, by: key, at: time, on: view).block
      .endorsed(by: SampleNetwork.delegates, at: time)
  }

  /// Appends a block as a node that received it does.
  public func append(_ block: Block, policy: ValidationPolicy = .history) throws {
    try chain.append(VerifiedBlock(verifying: block, parallel: false), policy: policy)
  }

  /// Appends the next block with these users' actions.
  @discardableResult
  public func grow(_ actions: [SealedAction] = []) throws -> Block {
    let block = try nextBlock(actions)
    try append(block)
    return block
  }

  /// Appends empty blocks until the chain has a height.
  public func grow(to height: UInt64) throws {
    while chain.head.height < height { try grow() }
  }

  /// The account of a key now.
  public func account(_ key: PrivateKey) throws -> Account { try chain.view().account(key.publicKey.address) }

  /// All entries of all state tables now.
  public func stateEntries() throws -> [String: [[UInt8]: [UInt8]]] {
    let reader = try chain.view().reader
    var result: [String: [[UInt8]: [UInt8]]] = [:]
    for namespace in StateNamespace.allCases {
      result[namespace.name] = Dictionary(uniqueKeysWithValues: try reader.entries(in: namespace.table).map { ($0.key, $0.value) })
    }
    return result
  }
}

/// A sample that cannot be made.
public enum SampleError: Error {
  /// No delegate has the turn at this height.
  case noProposer(height: UInt64)
}

extension SealedAction {
  /// A signed transfer.
  ///
  /// - Parameters:
  ///   - amount: in Rau.
  ///   - price: in Rau per unit of gas.
  public static func transfer(
    from key: PrivateKey, to recipient: Address, amount: U256 = U256(1), nonce: UInt64, price: U256 = U256(1_000_000_000_000),
    gasLimit: UInt64 = 100_000, payload: [UInt8] = []
  ) -> SealedAction {
    let transfer = Transfer(amount: WireInteger(amount), recipient: recipient.bech32, payload: payload)
    return sign(
      Envelope(nonce: nonce, gasLimit: gasLimit, gasPrice: WireInteger(price), payload: .transfer(transfer)), with: key)
  }

  /// A signed action with any payload.
  public static func signed(
    _ payload: ActionPayload, by key: PrivateKey, nonce: UInt64, price: U256 = .zero, gasLimit: UInt64 = 1_000_000
  ) -> SealedAction {
    sign(Envelope(nonce: nonce, gasLimit: gasLimit, gasPrice: WireInteger(price), payload: payload), with: key)
  }
}
