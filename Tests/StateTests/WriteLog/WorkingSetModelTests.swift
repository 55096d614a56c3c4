import Primitives
import State
import Storage
import TestSupport
import Testing

@Suite struct WorkingSetModelTests {
  /// A working set beside the model of the reference's batch, driven by one generator.
  private struct Pair {
    let state: WorkingSet
    var model = CachedBatchModel()
    var random: SeededGenerator
    let keys: [(namespace: StateNamespace, key: [UInt8])]
    let below: [String: [UInt8]]

    /// Some keys are in the store from the beginning.
    init(seed: UInt64) throws {
      var random = SeededGenerator(seed: seed)
      var keys: [(namespace: StateNamespace, key: [UInt8])] = [(.account, []), (.contract, [])]
      for length in [1, 7, 8, 13, 20, 20, 20, 32, 32, 33] {
        let namespace = StateNamespace.allCases.randomElement(using: &random) ?? .account
        keys.append((namespace, (0..<length).map { _ in UInt8.random(in: 0...3, using: &random) }))
      }
      self.keys = keys
      let store = try MemoryStore(tables: StateNamespace.tables)
      var below: [String: [UInt8]] = [:]
      try store.write(.buffered) { writer in
        for (namespace, key) in keys.shuffled(using: &random).prefix(4) where !key.isEmpty {
          try writer.put(namespace.table, key, [1, 2, 3])
          below["\(namespace) \(key)"] = [1, 2, 3]
        }
      }
      self.below = below
      self.random = random
      state = WorkingSet(over: try store.snapshot())
    }

    mutating func writeSomething() {
      guard let (namespace, key) = keys.randomElement(using: &random) else { return }
      if Int.random(in: 0..<4, using: &random) == 0 {
        state.delete(namespace, key)
        model.write(WriteRecord(isDelete: true, namespace: namespace, key: key, value: []))
      } else {
        let value = (0..<Int.random(in: 0...200, using: &random)).map { UInt8(truncatingIfNeeded: $0) }
        state.put(namespace, key, value)
        model.write(WriteRecord(isDelete: false, namespace: namespace, key: key, value: value))
      }
    }

    func compare() throws {
      for (namespace, key) in keys where !key.isEmpty {
        let expected: [UInt8]? = model.get(namespace, key) ?? below["\(namespace) \(key)"]
        #expect(try state.get(namespace, key) == expected)
      }
      #expect(state.digest == model.digest)
      #expect(Array(state.writes) == model.queue)
    }

    /// A call frame: a snapshot, writes and inner frames in any order, and perhaps one revert at the end.
    mutating func runFrame(depth: Int) throws {
      let id = state.snapshot()
      let expected = model.snapshot()
      #expect(id == expected)
      for _ in 0..<Int.random(in: 0...5, using: &random) {
        if depth < 4, Int.random(in: 0..<3, using: &random) == 0 {
          try runFrame(depth: depth + 1)
        } else {
          writeSomething()
        }
      }
      if Bool.random(using: &random) {
        try state.revert(to: id)
        let reverted = model.revert(to: id)
        #expect(reverted)
      }
      try compare()
    }
  }

  @Test(arguments: 0..<60 as Range<UInt64>)
  func `answers as the reference's batch does, whatever frames do`(seed: UInt64) throws {
    var pair = try Pair(seed: seed)
    for _ in 0..<8 {
      for _ in 0..<Int.random(in: 0...4, using: &pair.random) { pair.writeSomething() }
      try pair.runFrame(depth: 0)
    }
  }

  @Test func `grows to many keys and shrinks again`() throws {
    let store = try MemoryStore(tables: StateNamespace.tables)
    let state = WorkingSet(over: try store.snapshot())
    let key = { (number: Int) in withUnsafeBytes(of: number) { [UInt8]($0) } + [UInt8](repeating: 0, count: 12) }
    for number in 0..<100 { state.put(.account, key(number), [1]) }
    let digest = state.digest
    let id = state.snapshot()
    for number in 0..<20_000 { state.put(.account, key(number), [2]) }
    for number in 0..<20_000 { #expect(try state.get(.account, key(number)) == [2]) }
    try state.revert(to: id)
    #expect(state.digest == digest)
    for number in 0..<20_000 { #expect(try state.get(.account, key(number)) == (number < 100 ? [1] : nil)) }
  }
}
