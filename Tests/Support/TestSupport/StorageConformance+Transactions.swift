internal import Storage

extension StorageConformance {
  static let transactions: [Property] = [
    Property("reads an absent key as nothing") { harness in
      let reader = try harness.open().snapshot()
      try expectEqual(try reader.get(first, bytes("k")), nil)
      try expectEqual(try reader.contains(first, bytes("k")), false)
    },
    Property("reads its own writes inside a transaction") { harness in
      let store = try harness.open()
      let writer = try store.beginWrite()
      try writer.put(first, bytes("k"), bytes("v"))
      try expectEqual(try writer.get(first, bytes("k")), bytes("v"))
      try writer.delete(first, bytes("k"))
      try expectEqual(try writer.get(first, bytes("k")), nil)
      writer.abort()
    },
    Property("shows a commit to later snapshots") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("v")) }
      try expectEqual(try store.snapshot().get(first, bytes("k")), bytes("v"))
    },
    Property("hides uncommitted writes from snapshots") { harness in
      let store = try harness.open()
      let writer = try store.beginWrite()
      try writer.put(first, bytes("k"), bytes("v"))
      try expectEqual(try store.snapshot().get(first, bytes("k")), nil)
      writer.abort()
    },
    Property("keeps a snapshot unchanged while commits land") { harness in
      let store = try harness.open()
      try store.write(.buffered) { writer in
        for number in 0..<100 { try writer.put(first, bytes(number), bytes("old")) }
      }
      let snapshot = try store.snapshot()
      for round in 0..<20 {
        try store.write(.buffered) { writer in
          for number in 0..<100 { try writer.put(first, bytes(number), bytes("new \(round)")) }
          try writer.delete(first, bytes(round))
          try writer.put(first, bytes("more \(round)"), [])
        }
      }
      try expectEqual(try snapshot.count(of: first), 100)
      for (index, entry) in try snapshot.entries(in: first).enumerated() {
        try expectEqual(entry.key, bytes(index))
        try expectEqual(entry.value, bytes("old"))
      }
      try expectEqual(try store.snapshot().count(of: first), 119)
    },
    Property("leaves nothing behind after abort") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("kept"), bytes("1")) }
      let writer = try store.beginWrite()
      try writer.put(first, bytes("kept"), bytes("2"))
      try writer.put(second, bytes("k"), bytes("v"))
      try writer.removeAll(in: first)
      writer.abort()
      try expectEqual(try store.snapshot().get(first, bytes("kept")), bytes("1"))
      try expectEqual(try store.snapshot().count(of: second), 0)
    },
    Property("leaves nothing behind when a writer is released") { harness in
      let store = try harness.open()
      func abandon() throws { try store.beginWrite().put(first, bytes("k"), bytes("v")) }
      try abandon()
      try expectEqual(try store.snapshot().get(first, bytes("k")), nil)
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("w")) }
      try expectEqual(try store.snapshot().get(first, bytes("k")), bytes("w"))
    },
    Property("aborts when the body of write throws") { harness in
      struct Refusal: Error {}
      let store = try harness.open()
      do {
        try store.write(.synced) { (writer) throws -> Void in
          try writer.put(first, bytes("k"), bytes("v"))
          throw Refusal()
        }
        throw Expectation(description: "nothing was thrown")
      } catch is Refusal {}
      try expectEqual(try store.snapshot().get(first, bytes("k")), nil)
    },
    Property("commits all tables at once") { harness in
      let store = try harness.open()
      let before = try store.snapshot()
      try store.write(.synced) { writer in
        try writer.put(first, bytes("k"), bytes("1"))
        try writer.put(second, bytes("k"), bytes("2"))
      }
      let after = try store.snapshot()
      try expectEqual(try before.count(of: first) + before.count(of: second), 0)
      try expectEqual(try after.get(first, bytes("k")), bytes("1"))
      try expectEqual(try after.get(second, bytes("k")), bytes("2"))
    },
    Property("replaces a value") { harness in
      let store = try harness.open()
      try store.write(.synced) { writer in
        try writer.put(first, bytes("k"), bytes("short"))
        try writer.put(first, bytes("k"), [UInt8](repeating: 7, count: 5000))
      }
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("s")) }
      try expectEqual(try store.snapshot().get(first, bytes("k")), bytes("s"))
      try expectEqual(try store.snapshot().count(of: first), 1)
    },
    Property("deletes and says whether the key was there") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("v")) }
      try store.write(.synced) { writer in
        try expectEqual(try writer.delete(first, bytes("k")), true)
        try expectEqual(try writer.delete(first, bytes("k")), false)
        try expectEqual(try writer.delete(second, bytes("k")), false)
      }
      try expectEqual(try store.snapshot().get(first, bytes("k")), nil)
    },
    Property("stores again what it deleted in the same transaction") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("k"), bytes("1")) }
      try store.write(.synced) { writer in
        try writer.delete(first, bytes("k"))
        try writer.put(first, bytes("k"), bytes("2"))
      }
      try expectEqual(try store.snapshot().get(first, bytes("k")), bytes("2"))
    },
    Property("empties one table and no other") { harness in
      let store = try harness.open()
      try store.write(.synced) { writer in
        for number in 0..<300 { try writer.put(first, bytes(number), bytes(number)) }
        try writer.put(second, bytes("k"), bytes("v"))
      }
      try store.write(.synced) { writer in
        try writer.removeAll(in: first)
        try expectEqual(try writer.count(of: first), 0)
        try writer.put(first, bytes("k"), bytes("v"))
      }
      try expectEqual(try store.snapshot().count(of: first), 1)
      try expectEqual(try store.snapshot().count(of: second), 1)
    },
    Property("keeps equal keys of different tables apart") { harness in
      let tables = (0..<64).map { Table("table \($0)") }
      let store = try harness.open(tables)
      try store.write(.synced) { writer in
        for (index, table) in tables.enumerated() { try writer.put(table, bytes("k"), bytes(index)) }
      }
      let reader = try store.snapshot()
      for (index, table) in tables.enumerated() {
        try expectEqual(try reader.get(table, bytes("k")), bytes(index))
        try expectEqual(try reader.count(of: table), 1)
      }
    },
    Property("fills a value in place") { harness in
      let store = try harness.open()
      try store.write(.synced) { writer in
        for size in [0, 3, 5000] {
          let key = bytes(size)
          try key.withUnsafeBytes { key in
            try writer.put(first, key: key, size: size) { buffer in
              if size > 1 { buffer[1] = 9 }
            }
          }
        }
      }
      var expected = [UInt8](repeating: 0, count: 5000)
      expected[1] = 9
      let reader = try store.snapshot()
      try expectEqual(try reader.get(first, bytes(0)), [])
      try expectEqual(try reader.get(first, bytes(3)), [0, 9, 0])
      try expectEqual(try reader.get(first, bytes(5000)), expected)
    },
    Property("shows a value in place as it copies it") { harness in
      let store = try harness.open()
      let value = (0..<6000).map { UInt8(truncatingIfNeeded: $0) }
      try store.write(.synced) { try $0.put(first, bytes("k"), value) }
      let reader = try store.snapshot()
      let copy = try reader.withValue(first, bytes("k")) { $0.map { [UInt8]($0) } }
      try expectEqual(copy, value)
      try expectEqual(try reader.get(first, bytes("k")), value)
      try expectEqual(try reader.withValue(first, bytes("l")) { $0 == nil }, true)
    },
    Property("counts and measures what was committed") { harness in
      let store = try harness.open()
      try store.write(.synced) { writer in
        for number in 0..<500 { try writer.put(first, bytes(number), [UInt8](repeating: 1, count: 100)) }
        try expectEqual(try writer.count(of: first), 500)
      }
      try store.write(.synced) { try $0.delete(first, bytes(7)) }
      let statistics = try store.statistics()
      try expectEqual(statistics.tables.map(\.table), tables)
      try expectEqual(statistics.tables.map(\.entries), [499, 0])
      try expect(statistics.tables[0].bytes >= 499 * 102, "\(statistics)")
      try expectEqual(try store.snapshot().count(of: first), 499)
    },
  ]
}
