public import Chain
internal import ChainCrypto
public import ChainTypes
public import Primitives
public import ProtocolKit
internal import State
internal import Synchronization

/// The actions that wait to be put into a block (`actpool/actpool.go`).
///
/// An action is validated before it is admitted, and every refusal has a reason. When the pool is full, an action that
/// pays more drives out the ones that pay least; an action can be replaced by one with the same nonce that pays more.
/// Isolation: any thread; the contents are a value behind one lock, which is never held while signatures are verified or
/// state is read.
public final class ActPool: Sendable {
  /// The pool's limits.
  public let configuration: ActPoolConfiguration
  private let chain: Chain
  private let validator: ActionValidator
  /// Seconds of a clock that never goes back.
  private let now: @Sendable () -> Double
  private let state: Mutex<PoolState>

  /// An empty pool for a chain. `follow` keeps it up to date.
  public init(chain: Chain, configuration: ActPoolConfiguration, now: @escaping @Sendable () -> Double) {
    self.chain = chain
    self.configuration = configuration
    self.now = now
    validator = ActionValidator(
      suite: chain.parameters.suite, genesis: chain.parameters.genesis,
      allowsExperimental: chain.parameters.allowsExperimentalActions)
    state = Mutex(
      PoolState(
        limits: .init(
          maxActions: configuration.maxActions, maxGas: configuration.maxGas, maxNonceGap: configuration.maxNonceGap,
          maxActionsPerSender: configuration.maxActionsPerSender, replacementBump: configuration.replacementBump)))
  }

  /// Admits an action, or says why not.
  ///
  /// It verifies a signature, which takes some 20 µs, and reads the chain.
  ///
  /// - Returns: the hashes of actions that had to leave for it.
  @discardableResult
  public func admit(_ action: SealedAction) throws(HandlingError) -> [Hash256] { try admit(action, isVerified: false) }

  /// Admits actions that came together, each by itself. Their signatures are verified on all cores first.
  ///
  /// It blocks the calling thread and borrows Dispatch's; do not call it on Swift's cooperative pool.
  ///
  /// - Returns: for each action why it was refused; nil for one that was admitted.
  public func admit(_ actions: [SealedAction]) -> [HandlingError?] {
    let known = known(among: actions.lazy.map(\.hash))
    var batch = SignatureBatch()
    batch.reserveCapacity(actions.count)
    for action in actions where !known.contains(action.hash) {
      batch.append(digest: action.digest, signature: action.signature, publicKey: action.senderPublicKey)
    }
    // A bad one among them is rare: then each is looked at by itself.
    let isVerified = batch.firstInvalid() == nil
    return actions.map { action in
      do throws(HandlingError) {
        try admit(action, isVerified: isVerified && !known.contains(action.hash))
        return nil
      } catch {
        return error
      }
    }
  }

  /// Which of some actions wait in the pool. The signatures of these are valid.
  public func known(among hashes: some Sequence<Hash256>) -> Set<Hash256> {
    state.withLock { pool in Set(hashes.filter { pool.byHash[$0] != nil }) }
  }

  @discardableResult
  private func admit(_ action: SealedAction, isVerified: Bool) throws(HandlingError) -> [Hash256] {
    let envelope = action.envelope
    if envelope.payload.kind.isSystem {
      throw .rejected(
        ActionRejection(.notTheProducer, "actions of kind \(envelope.payload.kind) are made by the producer of a block, and by nobody else")
      )
    }
    if configuration.blacklist.contains(action.sender) {
      throw .rejected(ActionRejection(.blacklisted, "this node takes no actions from \(action.sender)"))
    }
    if state.withLock({ $0.byHash[action.hash] != nil }) {
      throw .rejected(ActionRejection(.alreadyKnown, "action \(action.hash) waits in the pool already"))
    }
    guard let price = envelope.gasPrice.value, price >= configuration.minGasPrice else {
      throw .rejected(
        ActionRejection(
          .underpriced,
          "the gas price \(envelope.gasPrice.decimal) is below this node's minimum of \(configuration.minGasPrice.decimal) Rau per gas"))
    }
    var followed = state.withLock { $0.followedBlocks }
    var account = try validate(action)
    if !isVerified { try requireSignature(of: action) }
    let waiting = try waiting(action)
    while true {
      let evicted = try state.withLock { pool throws(HandlingError) -> [Hash256]? in
        // A block that came in between may hold this very action, which must not get in again.
        guard pool.followedBlocks == followed else { return nil }
        do throws(ActionRejection) {
          return try pool.admit(waiting, confirmedNonce: account.nonce, balance: account.balance)
        } catch {
          throw .rejected(error)
        }
      }
      if let evicted { return evicted }
      followed = state.withLock { $0.followedBlocks }
      account = try validate(action)
    }
  }

  /// Everything that can go into the next block, by sender, in the order of nonces.
  public func executableActions() -> ActionQueue {
    let oldest = now() - configuration.expiry
    return state.withLock { pool in
      pool.expire(before: oldest)
      return ActionQueue(pool.lines.mapValues { line in line.executable.map(\.action) })
    }
  }

  /// The waiting action with a hash.
  public func action(_ hash: Hash256) -> SealedAction? { state.withLock { $0.action(hash) } }

  /// The waiting actions of a sender, in the order of nonces.
  public func actions(of sender: Address) -> [SealedAction] {
    state.withLock { $0.lines[sender]?.actions.map(\.action) ?? [] }
  }

  /// The nonce that a sender should use next: one more than the last that is confirmed or can be executed.
  ///
  /// - Parameter confirmedNonce: the sender's nonce on the chain.
  public func pendingNonce(of sender: Address, confirmedNonce: UInt64) -> UInt64 {
    state.withLock { $0.lines[sender]?.pendingNonce } ?? confirmedNonce &+ 1
  }

  /// Number of waiting actions.
  public var count: Int { state.withLock { $0.count } }

  /// Intrinsic gas of all waiting actions.
  public var gas: UInt64 { state.withLock { $0.gas } }

  /// Drops an action that cannot be executed.
  public func drop(_ action: SealedAction) { state.withLock { $0.remove(action.hash) } }

  /// Follows the chain: after every block, drops what was mined or became impossible.
  public func follow() -> Chain.ObserverID {
    chain.addObserver { [weak self] committed in self?.update(after: committed.block) }
  }

  /// Takes over the chain's state for everybody whose nonce or balance a block may have changed.
  func update(after block: Block) {
    guard let view = try? chain.view() else { return }
    let chainState = view.state()
    var touched = Set(block.actions.map(\.sender))
    for action in block.actions {
      if let destination = action.envelope.payload.destination, let address = try? Address(bech32: destination) { touched.insert(address) }
    }
    let accounts = touched.compactMap { address in
      (try? chainState.account(address)).map { (sender: address, confirmedNonce: $0.nonce, balance: $0.balance) }
    }
    let mined = block.actions.map(\.hash)
    let oldest = now() - configuration.expiry
    state.withLock { pool in
      pool.follow(mined: mined, accounts)
      pool.expire(before: oldest)
    }
  }

  private func requireSignature(of action: SealedAction) throws(HandlingError) {
    guard action.verifySignature() else {
      throw .rejected(ActionRejection(.invalidSignature, "the signature is not \(action.sender)'s over this action"))
    }
  }

  /// Validates an action as block validation would, but for its signature.
  ///
  /// - Returns: the sender's account on the chain.
  private func validate(_ action: SealedAction) throws(HandlingError) -> Account {
    let view: ChainView
    do {
      view = try chain.view()
    } catch {
      throw .rejected(ActionRejection(.unsupported, "this node cannot read its chain: \(error)"))
    }
    let chainState = view.state()
    let account = try chainState.loadAccount(action.sender)
    let context: ValidationContext
    do {
      context = try view.nextBlockValidation()
    } catch {
      throw .rejected(ActionRejection(.unsupported, "\(error)"))
    }
    try validator.validate(action, confirmedNonce: account.nonce, in: context, state: chainState)
    return account
  }

  private func waiting(_ action: SealedAction) throws(HandlingError) -> WaitingAction {
    do {
      return WaitingAction(
        action: action, cost: try action.envelope.cost(), gas: try action.envelope.payload.intrinsicGas(), arrival: now())
    } catch {
      throw .rejected(ActionRejection(.arithmetic, "the cost of the action cannot be computed: \(error)"))
    }
  }
}
