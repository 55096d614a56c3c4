import Storage
import Testing

@Suite("The fault-injecting store")
struct FaultInjectingStoreTests {
  static let table = Table("table")

  private func make(_ plan: FaultPlan) throws -> FaultInjectingStore {
    FaultInjectingStore(try MemoryStore(tables: [Self.table]), plan: plan)
  }

  private func code(_ body: () throws -> Void) -> StorageFault.Code? {
    #expect(throws: StorageFault.self, performing: body)?.code
  }

  private func put(_ store: FaultInjectingStore, _ number: UInt8, _ durability: Durability = .synced) throws {
    try store.write(durability) { try $0.put(Self.table, [number], [number]) }
  }

  private func keys(_ store: FaultInjectingStore) throws -> [UInt8] {
    try store.snapshot().entries(in: Self.table).map { $0.key[0] }
  }

  @Test("goes on with another plan and loses nothing by it")
  func changedPlan() throws {
    let store = try make(FaultPlan(unsyncedCommits: .vanish))
    try put(store, 1, .buffered)
    let snapshot = try store.snapshot()
    store.follow(FaultPlan(steps: [.init(.crash, at: 2, of: .commit)], unsyncedCommits: .vanish))
    #expect(try snapshot.count(of: store.tables[0]) == 1)
    try put(store, 2)
    #expect(store.operationCount(of: .commit) == 1)
    #expect(code { try put(store, 3) } == .crashed)
    try store.restart()
    #expect(try keys(store) == [1, 2])
  }

  @Test("fills the disk at a commit and goes on")
  func diskFullAtCommit() throws {
    let store = try make(FaultPlan(steps: [.init(.diskFull, at: 2, of: .commit)]))
    try put(store, 1)
    #expect(code { try put(store, 2) } == .diskFull)
    try put(store, 3)
    #expect(try keys(store) == [1, 3])
    #expect(store.injections.map(\.operation) == [.commit])
  }

  @Test("lets a transaction only be aborted after a failed change")
  func diskFullAtPut() throws {
    let store = try make(FaultPlan(steps: [.init(.diskFull, at: 2, of: .put)]))
    let writer = try store.beginWrite()
    try writer.put(Self.table, [1], [])
    #expect(code { try writer.put(Self.table, [2], []) } == .diskFull)
    #expect(code { try writer.put(Self.table, [3], []) } == .finished)
    #expect(code { try writer.commit(.synced) } == .finished)
    #expect(try keys(store) == [])
    try put(store, 4)
    #expect(try keys(store) == [4])
  }

  @Test("fails a read once")
  func errorAtGet() throws {
    let store = try make(FaultPlan(steps: [.init(.inputOutput, at: 2, of: .get)]))
    try put(store, 1)
    let reader = try store.snapshot()
    #expect(try reader.get(Self.table, [1]) == [1])
    #expect(code { _ = try reader.get(Self.table, [1]) } == .inputOutput)
    #expect(try reader.get(Self.table, [1]) == [1])
  }

  @Test("refuses everything after a device error in a commit, until restarted", arguments: [true, false])
  func errorAtCommit(atSync: Bool) throws {
    let store = try make(FaultPlan(steps: [.init(.inputOutput, at: 1, of: atSync ? .sync : .commit)]))
    if atSync { try put(store, 1, .buffered) }
    #expect(code { if atSync { try store.sync() } else { try put(store, 1) } } == .inputOutput)
    #expect(code { _ = try store.snapshot() } == .failedEarlier)
    #expect(code { _ = try store.beginWrite() } == .failedEarlier)
    try store.restart(plan: FaultPlan.none)
    #expect(try keys(store) == (atSync ? [1] : []))
  }

  @Test("loses exactly the unsynced commits when the power fails")
  func lostCommits() throws {
    let store = try make(FaultPlan(unsyncedCommits: .vanish))
    try put(store, 1, .synced)
    try put(store, 2, .buffered)
    try put(store, 3, .synced)
    try put(store, 4, .buffered)
    try store.write(.buffered) { writer in
      try writer.put(Self.table, [1], [9])
      try writer.delete(Self.table, [2])
    }
    try store.write(.buffered) { try $0.removeAll(in: Self.table) }
    store.crash()
    #expect(code { _ = try store.snapshot() } == .crashed)
    try store.restart()
    #expect(try keys(store) == [1, 2, 3])
    #expect(try store.snapshot().get(Self.table, [1]) == [1])
  }

  @Test("keeps buffered commits when only the process dies")
  func survivingCommits() throws {
    let store = try make(.none)
    try put(store, 1, .buffered)
    store.crash()
    try store.restart()
    #expect(try keys(store) == [1])
  }

  @Test("loses a tail of unsynced commits, never one in the middle", arguments: 0..<20 as Range<UInt64>)
  func partlyLostCommits(seed: UInt64) throws {
    let store = try make(FaultPlan(seed: seed, unsyncedCommits: .vanishPartly))
    try put(store, 0, .synced)
    for number in 1...9 as ClosedRange<UInt8> { try put(store, number, .buffered) }
    store.crash()
    try store.restart()
    let kept = try keys(store)
    #expect(kept == Array(0..<UInt8(kept.count)))
    #expect(kept.count >= 1)
  }

  @Test("loses synced commits too when the disk lies")
  func ignoredSync() throws {
    let store = try make(FaultPlan(unsyncedCommits: .vanish, ignoresSync: true))
    try put(store, 1, .synced)
    try store.sync()
    store.crash()
    try store.restart()
    #expect(try keys(store) == [])
  }

  @Test("keeps the first operations of a torn commit", arguments: 0...4)
  func tornCommit(kept: Int) throws {
    let store = try make(FaultPlan(steps: [.init(.tornCommit(keeping: kept), at: 2, of: .commit)]))
    try put(store, 9)
    let writer = try store.beginWrite()
    try writer.put(Self.table, [1], [1])
    try writer.delete(Self.table, [9])
    try writer.put(Self.table, [2], [2])
    #expect(code { try writer.commit(.synced) } == .crashed)
    try store.restart(plan: FaultPlan.none)
    #expect(try keys(store) == [[9], [1, 9], [1], [1, 2], [1, 2]][kept])
  }

  @Test("keeps a commit that crashed before it was reported")
  func crashAfterwards() throws {
    let store = try make(FaultPlan(steps: [.init(.crashAfterwards, at: 1, of: .commit)]))
    #expect(code { try put(store, 1) } == .crashed)
    try store.restart(plan: FaultPlan.none)
    #expect(try keys(store) == [1])
  }

  @Test("crashes at every operation of a run and finds whole commits")
  func crashAnywhere() throws {
    func run(_ store: FaultInjectingStore) throws {
      for number in 1...3 as ClosedRange<UInt8> {
        try store.write(.synced) { writer in
          try writer.put(Self.table, [number], [number])
          try writer.put(Self.table, [number + 100], try writer.get(Self.table, [number]) ?? [])
        }
      }
    }
    let whole = try make(.none)
    try run(whole)
    let operations = whole.operationCount
    #expect(operations == 15)
    for number in 1...operations {
      let store = try make(FaultPlan(steps: [.init(.crash, at: number)]))
      #expect(code { try run(store) } == .crashed)
      #expect(store.isCrashed)
      try store.restart(plan: FaultPlan.none)
      let commits = (number - 1) / 5
      #expect(try keys(store).count == commits * 2)
      try run(store)
      #expect(try keys(store).count == 6)
    }
  }

  @Test("makes handles from before the crash useless after the restart")
  func staleHandles() throws {
    let store = try make(.none)
    try put(store, 1)
    let reader = try store.snapshot()
    store.crash()
    #expect(code { _ = try reader.get(Self.table, [1]) } == .crashed)
    try store.restart()
    #expect(code { _ = try reader.get(Self.table, [1]) } == .crashed)
    #expect(try keys(store) == [1])
  }

  @Test("strikes at random, the same for the same seed")
  func randomFaults() throws {
    func run(_ seed: UInt64) throws -> [FaultInjectingStore.Injection] {
      let store = try make(FaultPlan(rates: [.init(.diskFull, perMillion: 100_000, of: .commit)], seed: seed))
      for number in 0..<200 as Range<UInt8> {
        do { try put(store, number) } catch let fault as StorageFault { #expect(fault.code == .diskFull) }
      }
      #expect(try keys(store).count == 200 - store.injections.count)
      return store.injections
    }
    let injections = try run(1)
    #expect((5...40).contains(injections.count))
    #expect(try run(1) == injections)
    #expect(try run(2) != injections)
  }
}
