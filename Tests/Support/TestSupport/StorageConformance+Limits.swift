internal import Storage

extension StorageConformance {
  static let limits: [Property] = [
    Property("refuses empty keys") { harness in
      let store = try harness.open()
      try expectFault(.emptyKey) { _ = try store.snapshot().get(first, []) }
      let writer = try store.beginWrite()
      try expectFault(.emptyKey) { try writer.put(first, [], bytes("v")) }
      try expectFault(.emptyKey) { try writer.delete(first, []) }
      try expectFault(.emptyKey) { _ = try writer.get(first, []) }
      try writer.put(first, bytes("k"), bytes("v"))
      try writer.commit(.synced)
      try expectEqual(try store.snapshot().count(of: first), 1)
    },
    Property("takes keys of 511 bytes and refuses longer ones") { harness in
      let store = try harness.open()
      let longest = [UInt8](repeating: 0xff, count: StorageLimits.maximumKeyLength)
      let writer = try store.beginWrite()
      try writer.put(first, longest, bytes("v"))
      try expectFault(.keyTooLong) { try writer.put(first, longest + [0], []) }
      try expectFault(.keyTooLong) { try writer.delete(first, longest + [0]) }
      try expectFault(.keyTooLong) { _ = try writer.get(first, longest + [0]) }
      try writer.commit(.synced)
      let reader = try store.snapshot()
      try expectEqual(longest.count, 511)
      try expectEqual(try reader.get(first, longest), bytes("v"))
      try expectEqual(try reader.entries(in: first, range: .prefix(longest)).count, 1)
      try expectEqual(try reader.entries(in: first, range: KeyRange(upper: longest + [0]), reverse: true).count, 1)
    },
    Property("tells an empty value from none") { harness in
      let store = try harness.open()
      try store.write(.synced) { try $0.put(first, bytes("k"), []) }
      let reader = try store.snapshot()
      try expectEqual(try reader.get(first, bytes("k")), [])
      try expectEqual(try reader.get(first, bytes("l")), nil)
      try expectEqual(try reader.entries(in: first).map(\.value), [[]])
    },
    Property("refuses values above the limit without touching them") { harness in
      let store = try harness.open()
      let writer = try store.beginWrite()
      let byte: [UInt8] = [1]
      try byte.withUnsafeBytes { bytes in
        let tooLarge = UnsafeRawBufferPointer(start: bytes.baseAddress, count: StorageLimits.maximumValueLength + 1)
        try expectFault(.valueTooLarge) { try writer.put(first, key: bytes, value: tooLarge) }
        try expectFault(.valueTooLarge) { try writer.put(first, key: bytes, size: tooLarge.count) { _ in } }
      }
      try writer.commit(.synced)
      try expectEqual(try store.snapshot().count(of: first), 0)
    },
    Property("stores values of 10 MB") { harness in
      let store = try harness.open()
      var value = [UInt8](repeating: 5, count: 10_000_000)
      for place in stride(from: 0, to: value.count, by: 4093) { value[place] = UInt8(truncatingIfNeeded: place) }
      try store.write(.synced) { writer in
        try writer.put(first, bytes(1), value)
        try writer.put(first, bytes(2), [UInt8](repeating: 9, count: 10_000_000))
      }
      try store.write(.synced) { try $0.delete(first, bytes(2)) }
      try store.write(.synced) { try $0.put(second, bytes(1), value) }
      let reader = try store.snapshot()
      try expect(try reader.get(first, bytes(1)) == value, "the value changed")
      try expect(try reader.get(second, bytes(1)) == value, "the value changed")
    },
    Property("stores many keys of all lengths") { harness in
      let store = try harness.open()
      try store.write(.synced) { writer in
        for length in 1...511 {
          try writer.put(first, [UInt8](repeating: UInt8(length & 0xff), count: length), bytes(length))
        }
      }
      let reader = try store.snapshot()
      try expectEqual(try reader.count(of: first), 511)
      for length in 1...511 {
        try expectEqual(
          try reader.get(first, [UInt8](repeating: UInt8(length & 0xff), count: length)), bytes(length))
      }
    },
    Property("refuses tables that it was not opened with") { harness in
      let store = try harness.open()
      let other = Table("other")
      let reader = try store.snapshot()
      try expectFault(.unknownTable) { _ = try reader.get(other, bytes("k")) }
      try expectFault(.unknownTable) { _ = try reader.entries(in: other) }
      try expectFault(.unknownTable) { _ = try reader.count(of: other) }
      let writer = try store.beginWrite()
      try expectFault(.unknownTable) { try writer.put(other, bytes("k"), []) }
      try expectFault(.unknownTable) { try writer.delete(other, bytes("k")) }
      try expectFault(.unknownTable) { try writer.removeAll(in: other) }
      try expectFault(.unknownTable) { try writer.put(Table.reserved, bytes("schema"), []) }
      writer.abort()
    },
    Property("refuses unusable table names") { harness in
      for names in [[""], ["a", "b", "a"], ["a\0b"], [Table.reserved.name], [String(repeating: "x", count: 256)]] {
        try expectFault(.invalidTable) { _ = try harness.open(names.map { Table($0) }) }
      }
      _ = try harness.open([Table(String(repeating: "x", count: 255))])
    },
  ]
}
