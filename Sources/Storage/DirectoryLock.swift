internal import Glibc

/// Exclusive use of a data directory, by an advisory lock (`flock`) on its file `LOCK`.
///
/// LMDB itself lets several processes write in turn and breaks when one process opens a store twice, and a log has one writer;
/// a node must do neither. The kernel drops the lock when the process dies, however it dies. The file holds the owner's process id,
/// for the error message only, and stays behind when the store is closed.
final class DirectoryLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock or throws `.locked`, naming the directory and the process that has it.
  init(directory: String) throws(StorageFault) {
    let path = directory + "/LOCK"
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw LMDBFault.make(errno, during: .open, location: directory)
    }
    var status: Int32
    repeat {
      status = flock(descriptor, LOCK_EX | LOCK_NB) == 0 ? 0 : errno
    } while status == EINTR
    guard status == 0 else {
      let owner = Self.readOwner(descriptor)
      Glibc.close(descriptor)
      guard status == EWOULDBLOCK else { throw LMDBFault.make(status, during: .open, location: directory) }
      throw StorageFault(
        .locked, during: .open, location: directory,
        detail: owner.map { "it is in use by process \($0)" } ?? "it is in use by another process")
    }
    Self.writeOwner(descriptor)
    self.descriptor = descriptor
  }

  deinit { Glibc.close(descriptor) }

  /// Creates a directory and those above it, as far as they do not exist.
  static func createDirectory(_ location: String) throws(StorageFault) {
    guard !location.isEmpty, !location.utf8.contains(0) else {
      throw StorageFault(.unusableLocation, during: .open, location: location, detail: "not a path")
    }
    var path = location.hasPrefix("/") ? "" : "."
    for part in location.split(separator: "/") {
      path += "/" + part
      if mkdir(path, 0o755) == 0 || errno == EEXIST { continue }
      let status = errno
      var entry = stat()
      if stat(path, &entry) == 0 { continue }  // it is there; making it failed for another reason, such as EROFS
      throw LMDBFault.make(status, during: .open, location: location)
    }
  }

  private static func readOwner(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 16)
    let length = pread(descriptor, &bytes, bytes.count, 0)
    guard length > 0 else { return nil }
    return Int32(String(decoding: bytes[..<length].prefix { $0 != 10 }, as: UTF8.self))
  }

  /// Best effort: the lock holds without it.
  private static func writeOwner(_ descriptor: Int32) {
    let text = Array("\(getpid())\n".utf8)
    if ftruncate(descriptor, 0) == 0 { _ = pwrite(descriptor, text, text.count, 0) }
  }
}
