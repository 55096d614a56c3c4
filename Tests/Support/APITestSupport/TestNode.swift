public import APICore
public import ActPool
public import Chain
public import ChainCrypto
internal import ChainSpec
public import ChainTypes
internal import Primitives
public import ProtocolKit
internal import StandardProtocols
internal import Storage
internal import Synchronization

/// A small chain in memory with a pool and an API, whose blocks a test makes one by one at times of its choice.
///
/// It is the network `dev`: one delegate, which has a billion IOTX.
public struct TestNode: Sendable {
  /// The chain.
  public let chain: Chain
  /// Follows the chain.
  public let pool: ActPool
  /// Over both.
  public let api: NodeAPI
  /// What the API gave to other nodes.
  public let broadcast = Broadcast()
  /// The delegate's key.
  public let key: PrivateKey
  /// A key whose account has nothing at first.
  public let stranger: PrivateKey

  /// Actions that were sent to other nodes.
  public final class Broadcast: Sendable {
    private let list = Mutex<[SealedAction]>([])
    /// In the order in which they were sent.
    public var actions: [SealedAction] { list.withLock { $0 } }

    func append(_ action: SealedAction) { list.withLock { $0.append(action) } }
  }

  /// A chain without blocks.
  ///
  /// - Parameters:
  ///   - contracts: what runs contracts instead of the real machine.
  ///   - withoutContracts: whether nothing runs them.
  public init(
    configuration: APIConfiguration = .init(), pool poolConfiguration: ActPoolConfiguration = .init(),
    contracts: (any ContractReader)? = nil, withoutContracts: Bool = false
  ) throws {
    let genesis = Network.dev.genesis
    let standard = try ProtocolSuite.standard(genesis: genesis, election: nil, followsAnnouncements: false)
    let suite = ProtocolSuite(
      handlers: standard.handlers, genesisOrder: standard.genesisOrder, candidates: standard.candidates, polls: standard.polls,
      contracts: withoutContracts ? nil : contracts ?? standard.contracts, queries: standard.queries)
    try self.init(
      parameters: ChainParameters(genesis: genesis, schedule: .alphaForever, suite: suite),
      key: PrivateKey(hex: DevelopmentKey.privateKey), configuration: configuration, pool: poolConfiguration)
  }

  /// A chain of any network.
  public init(
    parameters: ChainParameters, key: PrivateKey, configuration: APIConfiguration = .init(),
    pool poolConfiguration: ActPoolConfiguration = .init()
  ) throws {
    chain = try Chain(store: try MemoryStore(tables: Chain.tables), parameters: parameters)
    pool = ActPool(chain: chain, configuration: poolConfiguration, now: { 0 })
    _ = pool.follow()
    self.key = key
    stranger = try PrivateKey([UInt8](repeating: 0x33, count: 32))
    let broadcast = broadcast
    api = try NodeAPI(chain: chain, pool: pool, build: .none, configuration: configuration) { broadcast.append($0) }
  }

  /// Makes a block of all that the pool can give, so many milliseconds after the genesis time.
  @discardableResult
  public func mint(atMillisecond time: Int64) throws -> Block {
    let genesisTime = chain.parameters.genesisHead.timestamp
    let timestamp = Timestamp(seconds: genesisTime.seconds + time / 1_000, nanoseconds: Int32(time % 1_000) * 1_000_000)
    let minted = try BlockMinter(chain: chain, key: key).mint(at: timestamp) { _ in pool.executableActions() }
    try chain.commit(minted.executed)
    return minted.executed.block
  }

  /// Makes so many blocks, a second after each other, beginning a second after the last one.
  public func mint(blocks count: Int) throws {
    for _ in 0..<count {
      let elapsed = chain.head.timestamp.nanoseconds(since: chain.parameters.genesisHead.timestamp) ?? 0
      try mint(atMillisecond: elapsed / 1_000_000 + 1_000)
    }
  }

  /// A transfer by the delegate, or another key.
  public func transfer(
    nonce: UInt64, amount: UInt64 = 1, to recipient: String? = nil, price: UInt64 = 1_000_000_000_000, gasLimit: UInt64 = 20_000,
    payload: [UInt8] = [], by sender: PrivateKey? = nil
  ) -> SealedAction {
    let transfer = Transfer(
      amount: WireInteger(U256(amount)), recipient: recipient ?? stranger.publicKey.address.bech32, payload: payload)
    let envelope = Envelope(nonce: nonce, gasLimit: gasLimit, gasPrice: WireInteger(U256(price)), payload: .transfer(transfer))
    return SealedAction.sign(envelope, with: sender ?? key)
  }
}
