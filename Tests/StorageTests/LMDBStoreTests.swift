import Foundation
import Storage
import Testing

@Suite("The LMDB store")
struct LMDBStoreTests {
  static let table = Table("table")
  let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory() }

  private func open(
    _ name: String = "store", schema: SchemaVersion = 1, mapSize: Int = 1 << 30, readers: Int = 510
  ) throws(StorageFault) -> LMDBStore {
    try LMDBStore(
      path: "\(scratch.path)/\(name)", tables: [Self.table], schema: schema,
      configuration: .init(mapSize: mapSize, maximumReaders: readers))
  }

  private func fault(_ body: () throws -> Void) -> StorageFault? {
    #expect(throws: StorageFault.self, performing: body)
  }

  @Test("creates missing parent directories")
  func createsParents() throws {
    let store = try open("a/b/c")
    #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/a/b/c/data.mdb"))
    #expect(store.location == "\(scratch.path)/a/b/c")
  }

  @Test("names directory and process when the directory is in use")
  func namesOwner() throws {
    let store = try open()
    let fault = fault { _ = try open() }
    #expect(fault?.code == .locked)
    #expect(fault?.description.contains("\(scratch.path)/store") == true)
    #expect(fault?.description.contains("process \(getpid())") == true)
    store.close()
  }

  @Test("names both versions when the schema differs")
  func namesVersions() throws {
    try open(schema: 7).close()
    let newer = fault { _ = try open(schema: 6) }
    #expect(newer?.code == .schemaNewer)
    #expect(newer?.detail.contains("version 7") == true && newer?.detail.contains("version 6") == true)
    #expect(fault { _ = try open(schema: 8) }?.code == .schemaOlder)
  }

  @Test("refuses a path that is a file")
  func refusesFile() throws {
    try Data().write(to: URL(filePath: "\(scratch.path)/file"))
    #expect(fault { _ = try open("file") }?.code == .unusableLocation)
    #expect(fault { _ = try open("file/below") }?.code == .unusableLocation)
  }

  @Test("refuses a directory that it may not write", .enabled(if: geteuid() != 0, "the superuser may write anywhere"))
  func refusesWithoutPermission() throws {
    let path = "\(scratch.path)/locked"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: path)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path) }
    #expect(fault { _ = try open("locked") }?.code == .permissionDenied)
    #expect(fault { _ = try open("locked/below") }?.code == .permissionDenied)
  }

  @Test("refuses a data file that is something else")
  func refusesForeignFile() throws {
    try FileManager.default.createDirectory(atPath: "\(scratch.path)/store", withIntermediateDirectories: false)
    try Data(repeating: 0x5a, count: 20_000).write(to: URL(filePath: "\(scratch.path)/store/data.mdb"))
    let fault = fault { _ = try open() }
    #expect(fault?.code == .corrupted)
    #expect(fault?.location == "\(scratch.path)/store")
  }

  @Test("refuses a data file that was cut off")
  func refusesCutFile() throws {
    let store = try open()
    try store.write(.synced) { try $0.put(Self.table, [1], [UInt8](repeating: 1, count: 100_000)) }
    store.close()
    let file = try FileHandle(forUpdating: URL(filePath: "\(scratch.path)/store/data.mdb"))
    try file.truncate(atOffset: 3 * 4096)
    try file.close()
    #expect(fault { _ = try open() }?.code == .corrupted)
  }

  @Test("opens a file that ends before its last page, which LMDB never wrote")
  func opensShortFile() throws {
    let store = try open()
    try store.write(.synced) { try $0.put(Self.table, [1], [7]) }
    try store.write(.synced) { writer in
      try writer.put(Self.table, [2], [UInt8](repeating: 2, count: 1_000_000))
      try writer.delete(Self.table, [2])
    }
    store.close()
    let reopened = try open()
    #expect(try reopened.snapshot().get(Self.table, [1]) == [7])
    #expect(try reopened.snapshot().count(of: Self.table) == 1)
  }

  @Test("refuses a database without a schema record")
  func refusesForeignDatabase() throws {
    let store = try LMDBStore(path: "\(scratch.path)/store", tables: [Self.table], configuration: StoreEngine.small)
    store.close()
    // The record's key is the only place where the name occurs twice in a row: "schema" in the table "storage".
    let url = URL(filePath: "\(scratch.path)/store/data.mdb")
    var data = try Data(contentsOf: url)
    var changed = 0
    while let range = data.range(of: Data("schema".utf8)) {
      data.replaceSubrange(range, with: Data("scheme".utf8))
      changed += 1
    }
    try data.write(to: url)
    #expect(changed > 0)
    #expect(fault { _ = try open() }?.code == .corrupted)
  }

  @Test("says that the map is full, keeps what it has, and goes on with a larger map")
  func mapFull() throws {
    let store = try open(mapSize: 1 << 20)
    try store.write(.synced) { try $0.put(Self.table, [0], [1]) }
    let full = fault {
      for number in 1..<100 as Range<UInt8> {
        try store.write(.synced) { try $0.put(Self.table, [number], [UInt8](repeating: number, count: 20_000)) }
      }
    }
    #expect(full?.code == .mapFull)
    let kept = try store.snapshot().count(of: Self.table)
    #expect(kept > 10)
    try store.write(.synced) { try $0.delete(Self.table, [1]) }
    store.close()
    let larger = try open(mapSize: 1 << 24)
    #expect(try larger.snapshot().count(of: Self.table) == kept - 1)
    try larger.write(.synced) { try $0.put(Self.table, [200], [UInt8](repeating: 1, count: 2_000_000)) }
  }

  @Test("says that all reader slots are taken, and frees them with the snapshots")
  func readersFull() throws {
    let store = try open(readers: 5)
    var readers: [any KeyValueReader] = []
    for _ in 0..<4 { readers.append(try store.snapshot()) }
    #expect(try store.statistics().readers == 4)
    readers.append(try store.snapshot())
    #expect(fault { _ = try store.snapshot() }?.code == .readersFull)
    readers.removeAll()
    #expect(try store.statistics().readers == 0)
    for _ in 0..<20 { _ = try store.snapshot() }
  }

  @Test("reports file size and capacity")
  func statistics() throws {
    let store = try open()
    try store.write(.synced) { try $0.put(Self.table, [1], [UInt8](repeating: 1, count: 1_000_000)) }
    let statistics = try store.statistics()
    #expect(statistics.capacityBytes == 1 << 30)
    #expect((1_000_000..<1_200_000).contains(statistics.fileBytes))
    #expect((1_000_000..<1_010_000).contains(statistics.tables[0].bytes))
  }

  @Test("reuses the pages that commits free")
  func reusesPages() throws {
    let store = try open()
    for round in 0..<50 as Range<UInt8> {
      try store.write(.buffered) { try $0.put(Self.table, [1], [UInt8](repeating: round, count: 500_000)) }
    }
    #expect(try store.statistics().fileBytes < 3_000_000)
  }

  @Test(
    "refuses settings out of range",
    arguments: [
      LMDBStore.Configuration(mapSize: 4096), .init(mapSize: (1 << 30) + 4096), .init(mapSize: 1 << 47),
      .init(maximumReaders: 0), .init(maximumReaders: 65_536),
    ])
  func validates(configuration: LMDBStore.Configuration) throws {
    let fault = fault {
      _ = try LMDBStore(path: scratch.path, tables: [Self.table], configuration: configuration)
    }
    #expect(fault?.code == .invalidConfiguration)
  }

  @Test("reserves a terabyte of addresses by default without using disk")
  func defaultMap() throws {
    let store = try LMDBStore(path: "\(scratch.path)/store", tables: [Self.table])
    #expect(try store.statistics().capacityBytes == 1 << 40)
    #expect(try store.statistics().fileBytes < 100_000)
  }
}
