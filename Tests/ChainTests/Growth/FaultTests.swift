import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import State
import Storage
import Testing

/// A chain on a store that breaks: whatever happens, a block is there with all that belongs to it, or not at all.
@Suite struct FaultTests {
  private let network: SampleNetwork
  /// The blocks of heights 1 to 3.
  private let blocks: [Block]
  /// The state after heights 0 to 3.
  private let states: [[String: [[UInt8]: [UInt8]]]]

  init() throws {
    network = try SampleNetwork()
    let sample = try SampleChain(network)
    var blocks: [Block] = []
    var states = [try sample.stateEntries()]
    for nonce in 1...3 as ClosedRange<UInt64> {
      let user = SampleNetwork.users[0]
      blocks.append(try sample.grow([.transfer(from: user, to: SampleNetwork.users[1].publicKey.address, nonce: nonce)]))
      states.append(try sample.stateEntries())
    }
    self.blocks = blocks
    self.states = states
  }

  /// A store with the first two blocks.
  private func prepared() throws -> FaultInjectingStore {
    let store = FaultInjectingStore(try MemoryStore(tables: Chain.tables))
    let sample = try SampleChain(network, store: store)
    for block in blocks.prefix(2) { try sample.append(block) }
    return store
  }

  /// The chain in the store is one of the recorded ones, in all its tables.
  private func height(ofSoundChainIn store: any KeyValueStore) throws -> UInt64 {
    let sample = try SampleChain(network, store: store)
    let height = sample.chain.head.height
    #expect(height == 0 || sample.chain.head == ChainHead(blocks[Int(height) - 1]))
    #expect(try sample.stateEntries() == states[Int(height)])
    #expect(try sample.chain.view().blocks.integrityCheck().isSound)
    return height
  }

  /// How many operations of the store it takes to append block 3 to an open chain.
  private func operationsOfOneBlock() throws -> Int {
    let store = try prepared()
    let sample = try SampleChain(network, store: store)
    let before = store.operationCount
    try sample.append(blocks[2])
    return store.operationCount - before
  }

  @Test(arguments: [FaultPlan.Fault.crash, .crashAfterwards])
  func `a crash at any operation leaves the block whole or absent`(fault: FaultPlan.Fault) throws {
    let count = try operationsOfOneBlock()
    #expect(count > 20)
    var outcomes: Set<UInt64> = []
    for operation in 1...count {
      let store = try prepared()
      try store.restart(plan: FaultPlan())
      let sample = try SampleChain(network, store: store)
      try store.restart(plan: FaultPlan(steps: [.init(fault, at: operation)], unsyncedCommits: .vanish))
      #expect(throws: BlockError.self, "operation \(operation)") { try sample.append(blocks[2]) }
      #expect(store.isCrashed)
      try store.restart(plan: FaultPlan.none)
      outcomes.insert(try height(ofSoundChainIn: store))
    }
    // Only a crash behind the commit leaves the block there.
    #expect(outcomes == (fault == .crash ? [2] : [2, 3]))
  }

  @Test(arguments: [StorageFault.Operation.beginWrite, .get, .put, .commit])
  func `a full disk or a failing device refuses the block, names itself and leaves nothing`(operation: StorageFault.Operation) throws {
    for fault in [FaultPlan.Fault.diskFull, .inputOutput] {
      let store = try prepared()
      let sample = try SampleChain(network, store: store)
      try store.restart(plan: FaultPlan(steps: [.init(fault, at: 1, of: operation)]))
      let code = StorageFault.Code(fault)
      #expect(Self.storageCode { try sample.append(blocks[2]) } == code, "\(fault) at \(operation)")
      #expect(sample.chain.head == ChainHead(blocks[1]))
      try store.restart(plan: FaultPlan.none)
      #expect(try height(ofSoundChainIn: store) == 2)
      try SampleChain(network, store: store).append(blocks[2])
      #expect(try height(ofSoundChainIn: store) == 3)
    }
  }

  @Test func `names the fault also when blocks before it in the session were good`() throws {
    let store = try prepared()
    let sample = try SampleChain(network, store: store)
    try sample.chain.removeBlocks(above: 0)
    let verified = try blocks.map { try VerifiedBlock(verifying: $0, parallel: false) }
    let operations = try operationsOfOneBlock()
    try store.restart(plan: FaultPlan(steps: [.init(.diskFull, at: operations + operations / 2, of: nil)]))
    let code = Self.storageCode {
      try sample.chain.extend { (session) throws(BlockError) in
        for block in verified { try session.append(block, policy: .history) }
      }
    }
    #expect(code == .diskFull)
    #expect(sample.chain.head.height == 0)
    try store.restart(plan: FaultPlan.none)
    #expect(try height(ofSoundChainIn: store) == 0)
  }

  @Test func `a crash while blocks are removed leaves all of them or none`() throws {
    let counting = try prepared()
    let chain = try SampleChain(network, store: counting).chain
    let before = counting.operationCount
    try chain.removeBlocks(above: 0)
    let count = counting.operationCount - before
    for operation in 1...count {
      let store = try prepared()
      let sample = try SampleChain(network, store: store)
      try store.restart(plan: FaultPlan(steps: [.init(.crash, at: operation)], unsyncedCommits: .vanish))
      #expect(throws: ChainFault.self) { try sample.chain.removeBlocks(above: 0) }
      #expect(sample.chain.head.height == 2)
      try store.restart(plan: FaultPlan.none)
      #expect(try height(ofSoundChainIn: store) == 2)
    }
  }

  @Test func `a crash while the genesis state is written leaves a store that can be opened`() throws {
    let counting = FaultInjectingStore(try MemoryStore(tables: Chain.tables))
    _ = try SampleChain(network, store: counting)
    for operation in 1...counting.operationCount {
      let store = FaultInjectingStore(
        try MemoryStore(tables: Chain.tables), plan: FaultPlan(steps: [.init(.crash, at: operation)], unsyncedCommits: .vanish))
      #expect(throws: ChainFault.self) { try SampleChain(network, store: store) }
      try store.restart(plan: FaultPlan.none)
      #expect(try height(ofSoundChainIn: store) == 0)
    }
  }

  /// The code of the store's fault behind a refused operation.
  private static func storageCode(_ body: () throws -> Void) -> StorageFault.Code? {
    do {
      try body()
      return nil
    } catch let error as BlockError {
      switch error {
      case .fault(.storage(let fault)), .fault(.state(.storage(let fault))), .fault(.blocks(.storage(let fault))): return fault.code
      default: break
      }
      Issue.record("\(error)")
    } catch {
      Issue.record("\(error)")
    }
    return nil
  }
}

extension StorageFault.Code {
  /// What a caller sees of an injected fault.
  fileprivate init(_ fault: FaultPlan.Fault) {
    self =
      switch fault {
      case .diskFull: .diskFull
      case .inputOutput: .inputOutput
      case .crash, .crashAfterwards, .tornCommit: .crashed
      }
  }
}
