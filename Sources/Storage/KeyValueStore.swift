/// An ordered, transactional key-value store: the only way this software keeps anything.
///
/// What it is: named tables of byte strings, snapshots that stay consistent while a writer works, one write transaction
/// at a time that lands whole or not at all. What it is not: it knows nothing of blocks, accounts or encodings.
/// It depends on no other target. Engines: `LMDBStore` (disk), `MemoryStore`, and `FaultInjectingStore`, which wraps
/// either to break it on purpose. All of them pass one conformance suite (`StorageConformance` in the test support).
///
/// Start reading at `KeyValueReader` and `KeyValueWriter`, then `Durability` for what survives what.
///
/// Isolation: every member may be called from any thread. `beginWrite` blocks while another thread has a write
/// transaction, so keep it off the cooperative pool.
public protocol KeyValueStore: AnyObject, Sendable {
  /// The tables with which the store was opened.
  var tables: [Table] { get }

  /// The schema version with which the store was opened.
  var schema: SchemaVersion { get }

  /// A view of the last commit; later commits do not change it. It ends when it is released; until then the engine
  /// keeps the pages it sees, so do not hold one for long while blocks are written.
  func snapshot() throws(StorageFault) -> sending any KeyValueReader

  /// Begins a write transaction; waits for one on another thread, throws `.writerBusy` for one on this thread.
  func beginWrite() throws(StorageFault) -> any KeyValueWriter

  /// Makes all buffered commits survive a power failure.
  func sync() throws(StorageFault)

  /// Sizes of the tables and of the file.
  func statistics() throws(StorageFault) -> StoreStatistics

  /// Refuses new snapshots and transactions. Those alive stay valid; files and lock are released with the last of
  /// them. Does not sync. Closing twice is harmless.
  func close()
}

extension KeyValueStore {
  /// Runs `body` in a write transaction and commits it; aborts when `body` throws.
  ///
  /// - Throws: what `body` throws, or a fault of the store wrapped into that type.
  @discardableResult
  public func write<R, E: StorageFaultConvertible>(
    _ durability: Durability, _ body: (any KeyValueWriter) throws(E) -> R
  ) throws(E) -> R {
    let writer: any KeyValueWriter
    do throws(StorageFault) { writer = try beginWrite() } catch { throw E(error) }
    let result: R
    do throws(E) {
      result = try body(writer)
    } catch {
      writer.abort()
      throw error
    }
    do throws(StorageFault) { try writer.commit(durability) } catch { throw E(error) }
    return result
  }

  /// Runs `body` in a write transaction and commits it; aborts when `body` throws. For bodies with untyped errors.
  ///
  /// - Throws: what `body` throws, or `StorageFault`.
  @discardableResult
  public func write<R>(_ durability: Durability, _ body: (any KeyValueWriter) throws -> R) throws -> R {
    let writer = try beginWrite()
    let result: R
    do {
      result = try body(writer)
    } catch {
      writer.abort()
      throw error
    }
    try writer.commit(durability)
    return result
  }
}
