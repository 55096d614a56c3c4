public import Storage

/// Opens stores of one engine at one place, so that a property can close a store and find its content again.
///
/// Make a new harness for every property: its place must be empty.
public final class StoreHarness: Sendable {
  private let opener: @Sendable ([Table], SchemaVersion) throws(StorageFault) -> any KeyValueStore
  private let cleanUp: @Sendable () -> Void

  /// - Parameters:
  ///   - open: opens the store at the harness's place.
  ///   - cleanUp: removes the place; called when the harness goes.
  public init(
    open: @escaping @Sendable ([Table], SchemaVersion) throws(StorageFault) -> any KeyValueStore,
    cleanUp: @escaping @Sendable () -> Void = {}
  ) {
    opener = open
    self.cleanUp = cleanUp
  }

  deinit { cleanUp() }

  /// Opens the store.
  public func open(
    _ tables: [Table] = StorageConformance.tables, schema: SchemaVersion = 1
  ) throws(StorageFault) -> any KeyValueStore {
    try opener(tables, schema)
  }
}

/// A property of the suite that does not hold, or another error while it was checked.
public struct ConformanceFailure: Error, CustomStringConvertible {
  /// The property's name.
  public let property: String
  /// What was expected and what came.
  public let detail: String
  /// Name and detail.
  public var description: String { "\(property): \(detail)" }
}

/// What every engine behind `KeyValueStore` must do. Each property is checked on its own, from an empty store.
public enum StorageConformance {
  /// One named property.
  public struct Property: Sendable, CustomStringConvertible {
    /// What the engine does, as a sentence about it.
    public let name: String
    let body: @Sendable (StoreHarness) throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (StoreHarness) throws -> Void) {
      self.name = name
      self.body = body
    }

    /// The name.
    public var description: String { name }

    /// Checks the property; throws `ConformanceFailure`.
    public func check(_ harness: StoreHarness) throws {
      do {
        try body(harness)
      } catch {
        throw ConformanceFailure(property: name, detail: "\(error)")
      }
    }
  }

  /// The tables with which harnesses open stores by default.
  public static let tables = [first, second]
  static let first = Table("first")
  static let second = Table("second")

  /// The whole suite.
  public static let properties: [Property] = transactions + iteration + limits + lifeCycle + threads
}

/// Checks every property of the suite, each on a harness of its own.
public func checkKeyValueStoreConformance(make: () throws -> StoreHarness) throws {
  for property in StorageConformance.properties { try property.check(try make()) }
}
