import Foundation
import Storage
import TestSupport
import Testing

/// The engines that every test of the contract runs on.
enum StoreEngine: String, CaseIterable, CustomTestStringConvertible {
  case lmdb, log, memory, faultInjectingOverMemory, faultInjectingOverLMDB

  var testDescription: String { rawValue }

  /// A harness with an empty place of its own.
  func harness() throws -> StoreHarness {
    switch self {
    case .memory:
      let medium = MemoryMedium()
      return StoreHarness { tables, schema throws(StorageFault) in
        try MemoryStore(tables: tables, schema: schema, medium: medium)
      }
    case .faultInjectingOverMemory:
      let medium = MemoryMedium()
      return StoreHarness { tables, schema throws(StorageFault) in
        FaultInjectingStore(try MemoryStore(tables: tables, schema: schema, medium: medium))
      }
    case .lmdb:
      let directory = try ScratchDirectory()
      return StoreHarness { tables, schema throws(StorageFault) in
        try LMDBStore(path: directory.path + "/store", tables: tables, schema: schema, configuration: Self.small)
      }
    case .log:
      let directory = try ScratchDirectory()
      return StoreHarness { tables, schema throws(StorageFault) in
        try LogStore(path: directory.path + "/store", tables: tables, schema: schema)
      }
    case .faultInjectingOverLMDB:
      let directory = try ScratchDirectory()
      return StoreHarness { tables, schema throws(StorageFault) in
        FaultInjectingStore(
          try LMDBStore(path: directory.path + "/store", tables: tables, schema: schema, configuration: Self.small))
      }
    }
  }

  static let small = LMDBStore.Configuration(mapSize: 1 << 30)
}

/// A new empty directory, removed with the object.
final class ScratchDirectory: Sendable {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "storage-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
