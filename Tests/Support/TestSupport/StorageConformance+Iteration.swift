internal import Storage

extension StorageConformance {
  static let iteration: [Property] = [
    Property("iterates in bytewise order of keys") { harness in
      let keys: [[UInt8]] = [
        [0], [0, 0], [0, 0xff], [1], [0x7f], [0x7f, 0], [0x80], [0x80, 1], [0xfe, 0xff], [0xff], [0xff, 0], [0xff, 0xff],
      ]
      let store = try harness.open()
      try store.write(.synced) { writer in
        for key in keys.shuffledInPlace() { try writer.put(first, key, key) }
      }
      let reader = try store.snapshot()
      try expectEqual(try reader.entries(in: first).map(\.key), keys)
      try expectEqual(try reader.entries(in: first).map(\.value), keys)
      try expectEqual(try reader.entries(in: first, reverse: true).map(\.key), keys.reversed())
    },
    Property("iterates over a prefix and nothing else") { harness in
      let reader = try filled(harness)
      try expectEqual(try keys(reader, prefix: [2]), [[2], [2, 0], [2, 0xff], [2, 0xff, 0xff]])
      try expectEqual(try keys(reader, prefix: [2], reverse: true), [[2, 0xff, 0xff], [2, 0xff], [2, 0], [2]])
      try expectEqual(try keys(reader, prefix: [0xff]), [[0xff], [0xff, 0xff]])
      try expectEqual(try keys(reader, prefix: [0xff, 0xff]), [[0xff, 0xff]])
      try expectEqual(try keys(reader, prefix: [0xff], reverse: true), [[0xff, 0xff], [0xff]])
      try expectEqual(try keys(reader, prefix: [4]), [])
      try expectEqual(try keys(reader, prefix: [4], reverse: true), [])
    },
    Property("begins at a key, inclusively, in both directions") { harness in
      let reader = try filled(harness)
      try expectEqual(try keys(reader, from: [2, 0xff]), [[2, 0xff], [2, 0xff, 0xff], [3], [0xff], [0xff, 0xff]])
      try expectEqual(try keys(reader, from: [2, 1]), try keys(reader, from: [2, 0xff]))
      try expectEqual(try keys(reader, from: [2], reverse: true), [[2], [1]])
      try expectEqual(try keys(reader, from: [2, 1], reverse: true), [[2, 0], [2], [1]])
      try expectEqual(try keys(reader, from: [0xff, 0xff, 0xff]), [])
      try expectEqual(try keys(reader, from: [0], reverse: true), [])
    },
    Property("begins at a key inside a prefix") { harness in
      let reader = try filled(harness)
      try expectEqual(try keys(reader, from: [2, 0], prefix: [2]), [[2, 0], [2, 0xff], [2, 0xff, 0xff]])
      try expectEqual(try keys(reader, from: [2, 0], prefix: [2], reverse: true), [[2, 0], [2]])
      try expectEqual(try keys(reader, from: [1], prefix: [2]).count, 4)
      try expectEqual(try keys(reader, from: [3], prefix: [2]), [])
      try expectEqual(try keys(reader, from: [1], prefix: [2], reverse: true), [])
      try expectEqual(try keys(reader, from: [3], prefix: [2], reverse: true).count, 4)
    },
    Property("iterates over a half-open range") { harness in
      let reader = try filled(harness)
      func keys(_ lower: [UInt8], _ upper: [UInt8]?, _ reverse: Bool = false) throws -> [[UInt8]] {
        try reader.entries(in: first, range: KeyRange(lower: lower, upper: upper), reverse: reverse).map(\.key)
      }
      try expectEqual(try keys([2], [3]), [[2], [2, 0], [2, 0xff], [2, 0xff, 0xff]])
      try expectEqual(try keys([2], [2, 0xff]), [[2], [2, 0]])
      try expectEqual(try keys([2], [2, 0xff], true), [[2, 0], [2]])
      try expectEqual(try keys([], [1]), [])
      try expectEqual(try keys([3], [2]), [])
      try expectEqual(try keys([3], [2], true), [])
      try expectEqual(try keys([2], []), [])
      try expectEqual(try keys([2], [], true), [])
      try expectEqual(try keys([3], nil, true), [[0xff, 0xff], [0xff], [3]])
    },
    Property("stops iterating when told to") { harness in
      let reader = try filled(harness)
      try expectEqual(try reader.entries(in: first, limit: 2).map(\.key), [[1], [2]])
      try expectEqual(try reader.entries(in: first, reverse: true, limit: 1).map(\.key), [[0xff, 0xff]])
      try expectEqual(try reader.entries(in: first, limit: 0).count, 0)
    },
    Property("iterates over nothing in an empty table") { harness in
      let reader = try filled(harness)
      try expectEqual(try reader.entries(in: second).count, 0)
      try expectEqual(try reader.entries(in: second, reverse: true).count, 0)
      try expectEqual(try reader.entries(in: second, range: .prefix([1]), reverse: true).count, 0)
    },
    Property("iterates over its own changes inside a transaction") { harness in
      let store = try harness.open()
      try store.write(.synced) { writer in
        for number in [1, 3, 5] { try writer.put(first, bytes(number), bytes("old")) }
      }
      try store.write(.synced) { writer in
        try writer.put(first, bytes(2), bytes("new"))
        try writer.delete(first, bytes(3))
        try writer.put(first, bytes(5), bytes("new"))
        let entries = try writer.entries(in: first)
        try expectEqual(entries.map(\.key), [1, 2, 5].map { bytes($0) })
        try expectEqual(entries.map(\.value), [bytes("old"), bytes("new"), bytes("new")])
      }
    },
    Property("iterates inside an iteration") { harness in
      let reader = try filled(harness)
      var pairs = 0
      try reader.forEach(in: first) { (_, _) throws(StorageFault) in
        try reader.forEach(in: first, reverse: true) { (_, _) throws(StorageFault) in
          pairs += 1
          return true
        }
        return true
      }
      try expectEqual(pairs, 64)
    },
    Property("passes on what the body of an iteration throws") { harness in
      let reader = try filled(harness)
      var seen = 0
      try expectFault(.engine) {
        try reader.forEach(in: first) { (_, _) throws(StorageFault) in
          seen += 1
          throw StorageFault(.engine, during: .scan)
        }
      }
      try expectEqual(seen, 1)
    },
    Property("refuses changes while it iterates, and goes on") { harness in
      let store = try harness.open()
      try store.write(.synced) { writer in
        for number in 0..<10 { try writer.put(first, bytes(number), []) }
      }
      let writer = try store.beginWrite()
      var seen = 0
      try writer.forEach(in: first) { (_, _) throws(StorageFault) in
        seen += 1
        for change in 0..<4 {
          do throws(StorageFault) {
            switch change {
            case 0: try writer.put(second, bytes("k"), [])
            case 1: try writer.delete(first, bytes(9))
            case 2: try writer.removeAll(in: first)
            default: try writer.commit(.synced)
            }
            throw StorageFault(.engine, during: .scan, detail: "change \(change) was allowed")
          } catch {
            guard error.code == .changedDuringScan else { throw error }
          }
        }
        return true
      }
      try expectEqual(seen, 10)
      try writer.put(second, bytes("k"), [])
      try writer.commit(.synced)
      try expectEqual(try store.snapshot().count(of: second), 1)
    },
  ]

  /// A snapshot of eight keys around the edges of prefixes.
  private static func filled(_ harness: StoreHarness) throws -> any KeyValueReader {
    let store = try harness.open()
    try store.write(.synced) { writer in
      for key: [UInt8] in [[1], [2], [2, 0], [2, 0xff], [2, 0xff, 0xff], [3], [0xff], [0xff, 0xff]] {
        try writer.put(first, key, [])
      }
    }
    return try store.snapshot()
  }

  private static func keys(
    _ reader: any KeyValueReader, from: [UInt8] = [], prefix: [UInt8] = [], reverse: Bool = false
  ) throws -> [[UInt8]] {
    var keys: [[UInt8]] = []
    try reader.forEach(in: first, from: from, prefix: prefix, reverse: reverse) { (key, _) throws(StorageFault) in
      keys.append([UInt8](key))
      return true
    }
    return keys
  }
}

extension [[UInt8]] {
  /// The elements in another order, the same every time.
  fileprivate func shuffledInPlace() -> [[UInt8]] {
    indices.map { self[($0 * 7 + 3) % count] }
  }
}
