import Storage
import TestSupport
import Testing

/// Random operations on an engine and on a dictionary must agree, whatever the order of changes, aborts, snapshots
/// and reopenings.
@Suite("Random operations")
struct RandomOperationsTests {
  typealias Model = [Table: [[UInt8]: [UInt8]]]

  static let tables = [Table("a"), Table("b"), Table("c")]

  @Test("agree with a dictionary", arguments: StoreEngine.allCases, [1, 2, 3, 4, 5] as [UInt64])
  func agree(engine: StoreEngine, seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let harness = try engine.harness()
    var store = try harness.open(Self.tables)
    var committed = Model(uniqueKeysWithValues: Self.tables.map { ($0, [:]) })
    var snapshots: [(reader: any KeyValueReader, model: Model)] = []
    for round in 0..<60 {
      let writer = try store.beginWrite()
      var model = committed
      for _ in 0..<Int.random(in: 0...40, using: &random) {
        try change(writer, &model, &random)
      }
      try compare(writer, model, &random)
      if Int.random(in: 0..<4, using: &random) == 0 {
        writer.abort()
      } else {
        try writer.commit(Bool.random(using: &random) ? .synced : .buffered)
        committed = model
      }
      switch Int.random(in: 0..<6, using: &random) {
      case 0: snapshots.append((try store.snapshot(), committed))
      case 1: snapshots.removeAll()
      case 2 where round % 5 == 0:
        snapshots.removeAll()
        store.close()
        store = try harness.open(Self.tables)
      default: break
      }
      for snapshot in snapshots { try compare(snapshot.reader, snapshot.model, &random) }
      try compare(try store.snapshot(), committed, &random)
    }
  }

  private func change(_ writer: any KeyValueWriter, _ model: inout Model, _ random: inout SeededGenerator) throws {
    let table = Self.tables.randomElement(using: &random) ?? Self.tables[0]
    let key = randomKey(&random)
    switch Int.random(in: 0..<100, using: &random) {
    case 0:
      try writer.removeAll(in: table)
      model[table] = [:]
    case 1..<35:
      let existed = model[table]?.removeValue(forKey: key) != nil
      #expect(try writer.delete(table, key) == existed)
    default:
      let length = Int.random(in: 0..<20, using: &random) == 0 ? 9000 : Int.random(in: 0...300, using: &random)
      let value = [UInt8](repeating: UInt8.random(in: .min ... .max, using: &random), count: length)
      try writer.put(table, key, value)
      model[table]?[key] = value
    }
  }

  private func compare(_ reader: any KeyValueReader, _ model: Model, _ random: inout SeededGenerator) throws {
    for table in Self.tables {
      let pairs = (model[table] ?? [:]).sorted { $0.key.lexicographicallyPrecedes($1.key) }
      #expect(try reader.count(of: table) == pairs.count)
      var range = KeyRange.all
      let reverse = Bool.random(using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: range = KeyRange(lower: randomKey(&random), upper: randomKey(&random))
      case 1: range = .prefix(Array(randomKey(&random).prefix(1)))
      default: break
      }
      let inside = pairs.filter { pair in
        !pair.key.lexicographicallyPrecedes(range.lower)
          && (range.upper.map { pair.key.lexicographicallyPrecedes($0) } ?? true)
      }
      let found = try reader.entries(in: table, range: range, reverse: reverse)
      let expected = reverse ? inside.reversed() : inside
      #expect(found.map(\.key) == expected.map(\.key))
      #expect(found.map(\.value) == expected.map(\.value))
      let key = randomKey(&random)
      #expect(try reader.get(table, key) == model[table]?[key])
    }
  }

  /// Few different keys of few different bytes, so that they meet and share prefixes.
  private func randomKey(_ random: inout SeededGenerator) -> [UInt8] {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in [0, 1, 0x7f, 0x80, 0xff].randomElement(using: &random) ?? 0 }
  }
}
