internal import Synchronization

/// What a `MemoryStore` keeps, so that a test can close a store and open it again as it would one on disk.
///
/// Sendable: content and use are behind one mutex.
public final class MemoryMedium: Sendable {
  struct Content: Sendable {
    var schema: SchemaVersion?
    var tables: [Table: SortedBytes] = [:]
    var isInUse = false
  }

  let content = Mutex(Content())

  /// An empty medium without a schema record.
  public init() {}
}
