import Foundation
import Storage
import TestSupport
import Testing

@Suite("The log store")
struct LogStoreTests {
  private static let table = Table("numbers")

  /// A log with ten commits, in which key n has the value n, and how long the file's content is after each.
  private func tenCommits(_ durability: Durability, in directory: ScratchDirectory) throws -> (bytes: [UInt8], ends: [Int]) {
    let store = try LogStore(path: directory.path, tables: [Self.table])
    var ends: [Int] = []
    for number in 0..<10 as Range<UInt8> {
      try store.write(durability) { writer in try writer.put(Self.table, [number], [number]) }
      ends.append(try content(directory).count)
    }
    return (try content(directory), ends)
  }

  /// The file up to its last byte that is not zero.
  private func content(_ directory: ScratchDirectory) throws -> [UInt8] {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: directory.path + "/log")))
    return Array(bytes[...(bytes.lastIndex { $0 != 0 } ?? 0)])
  }

  private func open(_ bytes: [UInt8], in directory: ScratchDirectory) throws -> [[UInt8]] {
    let path = directory.path + "/copy"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try Data(bytes + [UInt8](repeating: 0, count: 5000)).write(to: URL(filePath: path + "/log"))
    let store = try LogStore(path: path, tables: [Self.table])
    return try store.snapshot().entries(in: Self.table).map(\.key)
  }

  @Test("keeps the commits before the place where a power failure cut its file off, whatever the place")
  func cutOff() throws {
    let directory = try ScratchDirectory()
    let (bytes, ends) = try tenCommits(.buffered, in: directory)
    for length in stride(from: ends[0], through: bytes.count, by: 7) {
      let kept = ends.count { $0 <= length }
      let found = try open(Array(bytes.prefix(length)), in: directory)
      // A frame that ends with zeros may be whole although its last bytes are cut off.
      #expect(found.count == kept || found.count == kept + 1)
      #expect(found == (0..<UInt8(found.count)).map { [$0] })
    }
  }

  @Test("drops what is damaged when nobody was told that it is safe, and everything after it")
  func unsafeDamage() throws {
    let directory = try ScratchDirectory()
    var (bytes, ends) = try tenCommits(.buffered, in: directory)
    bytes[ends[4] + 40] ^= 1
    #expect(try open(bytes, in: directory).count == 5)
  }

  @Test("refuses a file in which a commit is damaged that was safe")
  func safeDamage() throws {
    let directory = try ScratchDirectory()
    let (bytes, ends) = try tenCommits(.synced, in: directory)
    for offset in stride(from: 0, to: ends[7], by: 3) {
      var damaged = bytes
      damaged[offset] ^= 0x10
      let fault = #expect(throws: StorageFault.self) { try open(damaged, in: directory) }
      #expect(fault?.code == .corrupted || (8..<12).contains(offset))
    }
  }

  @Test("replaces its file when it has grown, and loses nothing")
  func growth() throws {
    let directory = try ScratchDirectory()
    let value = [UInt8](repeating: 7, count: 1 << 20)
    var largest = 0
    do {
      let store = try LogStore(path: directory.path, tables: [Self.table])
      for round in 0..<40 as Range<UInt8> {
        try store.write(.synced) { writer in
          try writer.put(Self.table, [round % 3], value)
          try writer.put(Self.table, [100, round], [round])
        }
        largest = max(largest, try store.statistics().fileBytes)
      }
    }
    #expect(largest <= 17 << 20)
    let reader = try LogStore(path: directory.path, tables: [Self.table]).snapshot()
    #expect(try reader.count(of: Self.table) == 43)
    #expect(try reader.get(Self.table, [2]) == value)
    #expect(try reader.get(Self.table, [100, 39]) == [39])
  }

  @Test("starts again beside what a start that was cut off left behind")
  func cutOffStart() throws {
    let directory = try ScratchDirectory()
    let bytes = try tenCommits(.synced, in: directory).bytes
    try Data(bytes.prefix(100)).write(to: URL(filePath: directory.path + "/log.new"))
    let store = try LogStore(path: directory.path, tables: [Self.table])
    #expect(try store.snapshot().count(of: Self.table) == 10)
    #expect(!FileManager.default.fileExists(atPath: directory.path + "/log.new"))
  }
}
