import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Storage

/// A handler of transfers that does what their payload says, after a write that shows whether it was undone.
struct ScriptedHandler: ActionHandler {
  /// What becomes of a transfer.
  enum Order: UInt8 {
    case accept = 1
    case refuse
    case exceedBlock
    case fail
    case ignore
  }

  /// The gas that every receipt says.
  var gas: UInt64 = 10_000
  /// What receipts say as their contract address.
  var name = "scripted"

  func handle(_ context: ActionContext, state: WorkingSet) throws(HandlingError) -> Receipt? {
    guard case .transfer(let transfer) = context.action.envelope.payload else { return nil }
    if transfer.payload.first == Order.ignore.rawValue { return nil }
    state.put(.account, context.action.hash.bytes, [1])
    switch transfer.payload.first.flatMap(Order.init(rawValue:)) {
    case .refuse: throw .rejected(ActionRejection(.insufficientBalance, "as ordered"))
    case .exceedBlock: throw .blockGasLimitReached
    case .fail: throw .fault(.history("as ordered"))
    default: break
    }
    guard context.block.gasLeft >= gas else { throw .blockGasLimitReached }
    return Receipt(
      status: 1, blockHeight: context.block.height, actionHash: context.action.hash, gasConsumed: gas, contractAddress: name, logs: [])
  }
}

/// A handler of grants that has nothing to do.
struct IdleGrantHandler: ActionHandler {
  func handle(_ context: ActionContext, state: WorkingSet) throws(HandlingError) -> Receipt? {
    guard case .grantReward = context.action.envelope.payload else { return nil }
    return context.receipt(status: .success, contractAddress: "grants")
  }
}

/// A directory without anybody in it.
struct EmptyDirectory: CandidateDirectory {
  func candidates(at height: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? { nil }
  func activeBlockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? { nil }
  func blockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? { nil }
}

/// A directory that knows the producers of every epoch.
struct FixedDirectory: CandidateDirectory {
  let list: CandidateList

  func candidates(at height: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? { list }
  func activeBlockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? { list }
  func blockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? { list }
}

extension WorkingSet {
  /// A working set over an empty store, or over one with given accounts.
  static func sample(_ accounts: [Address: Account] = [:]) throws -> WorkingSet {
    let store = try MemoryStore(tables: StateNamespace.tables)
    try store.write(.buffered) { writer in
      let state = WorkingSet(over: writer)
      for (address, account) in accounts { state.setAccount(account, at: address) }
      try state.apply(to: writer)
    }
    return WorkingSet(over: try store.snapshot())
  }
}

extension BlockContext {
  /// A block of a network with four delegates and epochs of eight blocks.
  static func sample(height: UInt64 = 2, gasLeft: UInt64 = 1_000_000) throws -> BlockContext {
    BlockContext(
      height: height, timestamp: Timestamp(seconds: Int64(height)), producer: TestKeys.numbered(0).publicKey.address,
      actionGasLimit: 1_000_000, gasLeft: gasLeft, rules: try ForkSchedule.alphaForever.rules(at: height),
      epochs: try EpochArithmetic(numDelegates: 4, numCandidateDelegates: 4, numSubEpochs: 2))
  }
}
