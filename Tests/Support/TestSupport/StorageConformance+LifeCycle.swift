internal import Storage

extension StorageConformance {
  static let lifeCycle: [Property] = [
    Property("finds synced commits after reopening") { harness in
      try reopen(harness, after: .synced)
    },
    Property("finds buffered commits after reopening") { harness in
      try reopen(harness, after: .buffered)
    },
    Property("forgets an unfinished transaction when reopened") { harness in
      var store: (any KeyValueStore)? = try harness.open()
      var writer = try store?.beginWrite()
      try writer?.put(first, bytes("k"), bytes("v"))
      store?.close()
      store = nil
      try expect(writer != nil, "no writer")
      writer = nil
      try expectEqual(try harness.open().snapshot().count(of: first), 0)
    },
    Property("adds tables when reopened, and keeps those it is not told of") { harness in
      let third = Table("third")
      let store = try harness.open([first])
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("v")) }
      store.close()
      let other = try harness.open([third])
      try other.write(.synced) { try $0.put(third, bytes("k"), bytes("w")) }
      other.close()
      let reader = try harness.open([third, first]).snapshot()
      try expectEqual(try reader.get(first, bytes("k")), bytes("v"))
      try expectEqual(try reader.get(third, bytes("k")), bytes("w"))
    },
    Property("refuses a store of newer schema") { harness in
      try harness.open(schema: 3).close()
      try expectFault(.schemaNewer) { _ = try harness.open(schema: 2) }
      try expectEqual(try harness.open(schema: 3).schema, 3)
    },
    Property("refuses a store of older schema") { harness in
      try harness.open(schema: 1).close()
      try expectFault(.schemaOlder) { _ = try harness.open(schema: 2) }
      try expectEqual(try harness.open(schema: 1).schema, 1)
    },
    Property("refuses to be open twice") { harness in
      let store = try harness.open()
      try expectFault(.locked) { _ = try harness.open() }
      try expectEqual(try store.snapshot().count(of: first), 0)
      store.close()
      _ = try harness.open()
    },
    Property("refuses use after close, but not by open snapshots") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("v")) }
      let snapshot = try store.snapshot()
      store.close()
      store.close()
      try expectFault(.closed) { _ = try store.snapshot() }
      try expectFault(.closed) { _ = try store.beginWrite() }
      try expectFault(.closed) { try store.sync() }
      try expectFault(.closed) { _ = try store.statistics() }
      try expectEqual(try snapshot.get(first, bytes("k")), bytes("v"))
      try expectFault(.locked) { _ = try harness.open() }
    },
    Property("refuses a transaction that is over") { harness in
      let store = try harness.open()
      for commits in [true, false] {
        let writer = try store.beginWrite()
        try writer.put(first, bytes("k"), bytes("v"))
        if commits { try writer.commit(.buffered) } else { writer.abort() }
        try expectFault(.finished) { try writer.put(first, bytes("k"), bytes("w")) }
        try expectFault(.finished) { try writer.delete(first, bytes("k")) }
        try expectFault(.finished) { _ = try writer.get(first, bytes("k")) }
        try expectFault(.finished) { _ = try writer.count(of: first) }
        try expectFault(.finished) { _ = try writer.entries(in: first) }
        try expectFault(.finished) { try writer.removeAll(in: first) }
        try expectFault(.finished) { try writer.commit(.synced) }
        writer.abort()
      }
      try expectEqual(try store.snapshot().get(first, bytes("k")), bytes("v"))
    },
    Property("is not kept open by transactions that are over") { harness in
      let store = try harness.open()
      let committed = try store.beginWrite()
      try committed.put(first, bytes("k"), bytes("v"))
      try committed.commit(.synced)
      let aborted = try store.beginWrite()
      aborted.abort()
      store.close()
      try expectEqual(try harness.open().snapshot().count(of: first), 1)
      try expectFault(.finished) { _ = try committed.count(of: first) }
      try expectFault(.finished) { _ = try aborted.count(of: first) }
    },
    Property("syncs what was buffered") { harness in
      let store = try harness.open()
      try store.sync()
      try store.write(.buffered) { try $0.put(first, bytes("k"), bytes("v")) }
      try store.sync()
      try expectEqual(try store.snapshot().count(of: first), 1)
    },
  ]

  private static func reopen(_ harness: StoreHarness, after durability: Durability) throws {
    for round in 0..<4 {
      let store = try harness.open()
      try expectEqual(try store.snapshot().count(of: first), round * 200)
      for part in 0..<2 {
        try store.write(durability) { writer in
          for number in 0..<100 { try writer.put(first, bytes((round * 2 + part) * 100 + number), bytes(round)) }
        }
      }
      store.close()
    }
    let entries = try harness.open().snapshot().entries(in: first)
    try expectEqual(entries.map(\.key), (0..<800).map { bytes($0) })
    try expectEqual(entries.map(\.value), (0..<800).map { bytes($0 / 200) })
  }
}
