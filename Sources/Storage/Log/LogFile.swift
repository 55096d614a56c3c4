internal import Glibc
internal import Synchronization

/// The file of a `LogStore`: all tables as they were once, and every change since.
///
/// The file is filled with zeros ahead of what is written, so that a commit changes no metadata and its sync is one write of
/// the disk. When it has grown past its limit, a new one with the tables of that moment takes its place.
final class LogFile: Sendable {
  /// The directory of the file.
  let location: String
  private let schema: SchemaVersion
  private let state: Mutex<State>
  private let lock: DirectoryLock

  private struct State {
    var descriptor: Int32
    /// Where the next frame goes.
    var end: Int
    /// Up to where the file is filled.
    var capacity: Int
    /// At which size a new file takes the place of this one.
    var limit: Int
    /// How many frames there are, and how many are surely on disk.
    var frames: UInt64
    var durable: UInt64
  }

  private static let magic = Array("iotexlog".utf8)
  private static let headerLength = 12
  private static let chunk = 1 << 20
  private static let smallestLimit = 16 << 20
  private static let longest = 1 << 32

  /// Opens the log of a directory, or makes an empty one.
  ///
  /// - Returns: the log, and what it holds.
  static func open(
    _ location: String, schema: SchemaVersion
  ) throws(StorageFault) -> (log: LogFile, tables: [Table: SortedBytes]) {
    try DirectoryLock.createDirectory(location)
    let lock = try DirectoryLock(directory: location)
    let found = try read(location) ?? (schema, [:])
    try schema.check(found: found.schema, location: location)
    // What is found is written again, so that nothing lies behind its end that is no frame of this run.
    let tables = found.tables.map { (table: $0.key, content: $0.value) }.sorted { $0.table.name < $1.table.name }
    return (LogFile(location, lock, schema, try create(location, schema, tables)), found.tables)
  }

  private init(_ location: String, _ lock: DirectoryLock, _ schema: SchemaVersion, _ state: State) {
    self.location = location
    self.schema = schema
    self.lock = lock
    self.state = Mutex(state)
  }

  deinit { state.withLock { _ = Glibc.close($0.descriptor) } }

  /// Writes the changes of a transaction.
  ///
  /// - Parameter everything: all tables with these changes, asked for when a new file is due.
  /// - Throws: `.diskFull`, after which nothing is written and the log can be used on; or another fault, after which only
  ///   reopening tells what is on disk.
  func append(
    _ changes: LogChanges, _ durability: Durability, orAllOf everything: () -> [(table: Table, content: SortedBytes)]
  ) throws(StorageFault) {
    guard !changes.bytes.isEmpty || durability == .synced else { return }
    try locked { (state) throws(StorageFault) in
      if changes.bytes.isEmpty { return try self.sync(&state, during: .commit) }
      let frame = LogFrame.encode(changes.bytes, number: state.frames, durable: state.durable)
      if state.end + frame.count > state.limit {
        let next = try Self.create(self.location, self.schema, everything())
        Glibc.close(state.descriptor)
        state = next
        return
      }
      if state.end + frame.count > state.capacity {
        let capacity = (state.end + frame.count + Self.chunk - 1) / Self.chunk * Self.chunk
        try Self.write([UInt8](repeating: 0, count: capacity - state.capacity), to: state.descriptor, at: state.capacity, self.location)
        state.capacity = capacity
      }
      try Self.write(frame, to: state.descriptor, at: state.end, self.location)
      state.end += frame.count
      state.frames += 1
      if durability == .synced { try self.sync(&state, during: .commit) }
    }
  }

  /// Makes all that was written survive a power failure.
  func sync() throws(StorageFault) {
    try locked { (state) throws(StorageFault) in try self.sync(&state, during: .sync) }
  }

  /// Bytes of the file.
  var size: Int { state.withLock { $0.capacity } }

  private func sync(_ state: inout State, during operation: StorageFault.Operation) throws(StorageFault) {
    guard state.durable < state.frames else { return }
    guard fdatasync(state.descriptor) == 0 else { throw LMDBFault.make(errno, during: operation, location: location) }
    state.durable = state.frames
  }

  private func locked(_ body: (inout State) throws(StorageFault) -> Void) throws(StorageFault) {
    let fault = state.withLock { state -> StorageFault? in
      do throws(StorageFault) {
        try body(&state)
        return nil
      } catch {
        return error
      }
    }
    if let fault { throw fault }
  }
}

extension LogFile {
  /// Writes a new file with the tables in the place of what is there, all of it or not at all.
  private static func create(
    _ location: String, _ schema: SchemaVersion, _ tables: [(table: Table, content: SortedBytes)]
  ) throws(StorageFault) -> State {
    let frame = LogFrame.encode(LogChanges(tables).bytes, number: 0, durable: 0)
    var bytes = magic + schema.record + frame
    let end = bytes.count
    bytes += [UInt8](repeating: 0, count: (end + 2 * chunk - 1) / chunk * chunk - end)
    let path = location + "/log.new"
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LMDBFault.make(errno, during: .open, location: location) }
    do throws(StorageFault) {
      try write(bytes, to: descriptor, at: 0, location)
      guard fsync(descriptor) == 0, rename(path, location + "/log") == 0 else {
        throw LMDBFault.make(errno, during: .open, location: location)
      }
      try syncDirectory(location)
    } catch {
      Glibc.close(descriptor)
      throw error
    }
    return State(
      descriptor: descriptor, end: end, capacity: bytes.count, limit: max(smallestLimit, end * 4), frames: 1, durable: 1)
  }

  /// What a log holds; nil when there is none.
  private static func read(_ location: String) throws(StorageFault) -> (schema: SchemaVersion, tables: [Table: SortedBytes])? {
    let descriptor = Glibc.open(location + "/log", O_RDONLY | O_CLOEXEC)
    if descriptor < 0 && errno == ENOENT { return nil }
    guard descriptor >= 0 else { throw LMDBFault.make(errno, during: .open, location: location) }
    defer { Glibc.close(descriptor) }
    func corrupted(_ detail: String) -> StorageFault { StorageFault(.corrupted, during: .open, location: location, detail: detail) }
    var entry = stat()
    guard fstat(descriptor, &entry) == 0 else { throw LMDBFault.make(errno, during: .open, location: location) }
    guard (headerLength...longest).contains(Int(entry.st_size)) else { throw corrupted("the log has \(entry.st_size) bytes") }
    var bytes = [UInt8](repeating: 0, count: Int(entry.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress?.advanced(by: filled), $0.count - filled, off_t(filled)) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw LMDBFault.make(count == 0 ? EIO : errno, during: .open, location: location) }
      filled += count
    }
    guard bytes.starts(with: magic), let schema = SchemaVersion(record: Array(bytes[8..<12])) else {
      throw corrupted("the log does not begin like one")
    }
    var tables: [Table: SortedBytes] = [:]
    var frames: UInt64 = 0
    var offset = headerLength
    while let frame = bytes.withUnsafeBytes({ LogFrame(in: $0, at: offset) }), frame.number == frames {
      guard LogChanges.apply(bytes[frame.changes], to: &tables) else { throw corrupted("frame \(frames) of the log makes no sense") }
      frames += 1
      offset = frame.changes.upperBound
    }
    guard frames > 0 else { throw corrupted("the log has no content") }
    if let later = laterFrame(in: bytes, after: offset, above: frames) {
      throw corrupted("frame \(frames) of the log was on disk and cannot be read; frame \(later) can")
    }
    return (schema, tables)
  }

  /// The number of a frame behind `offset` that was written when frame `missing` was surely on disk; nil when there is none.
  private static func laterFrame(in bytes: [UInt8], after offset: Int, above missing: UInt64) -> UInt64? {
    bytes.withUnsafeBytes { bytes in
      var offset = offset
      while offset + LogFrame.headLength <= bytes.count {
        let number = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
        // Frames have at least 33 bytes: no later number is possible.
        if number > missing, number - missing <= UInt64(bytes.count / LogFrame.headLength),
          let frame = LogFrame(in: bytes, at: offset), frame.durable > missing
        {
          return frame.number
        }
        offset += 1
      }
      return nil
    }
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32, at offset: Int, _ location: String) throws(StorageFault) {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written, off_t(offset + written))
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw LMDBFault.make(count == 0 ? EIO : errno, during: .commit, location: location) }
      written += count
    }
  }

  private static func syncDirectory(_ location: String) throws(StorageFault) {
    let directory = Glibc.open(location, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard directory >= 0 else { throw LMDBFault.make(errno, during: .open, location: location) }
    defer { Glibc.close(directory) }
    guard fsync(directory) == 0 else { throw LMDBFault.make(errno, during: .open, location: location) }
  }
}
