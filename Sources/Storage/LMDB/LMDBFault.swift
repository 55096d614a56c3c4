internal import CLMDB
internal import Glibc

/// Turns LMDB's and the system's error numbers into faults.
enum LMDBFault {
  /// The fault for a non-zero status of an LMDB call.
  ///
  /// LMDB reports a write that was cut short as EIO; where the file system has no room left, that is a full disk.
  static func make(
    _ status: Int32, during operation: StorageFault.Operation, table: Table? = nil, location: String? = nil
  ) -> StorageFault {
    let isFull = status == EIO && location.flatMap { freeBytes(at: $0) } ?? .max < 1 << 20
    let status = isFull ? ENOSPC : status
    return StorageFault(
      code(for: status), during: operation, table: table, location: location,
      detail: String(cString: mdb_strerror(status)) + hint(for: status))
  }

  /// The stable code for a status.
  static func code(for status: Int32) -> StorageFault.Code {
    switch status {
    case ENOSPC, EDQUOT, EFBIG: .diskFull
    case EIO: .inputOutput
    case EACCES, EPERM, EROFS: .permissionDenied
    case ENOENT, ENOTDIR, EISDIR, ENAMETOOLONG, ELOOP: .unusableLocation
    case ENOMEM, EMFILE, ENFILE, EAGAIN: .outOfMemory
    case MDB_CORRUPTED, MDB_PAGE_NOTFOUND, MDB_INVALID, MDB_VERSION_MISMATCH, MDB_INCOMPATIBLE: .corrupted
    case MDB_MAP_FULL: .mapFull
    case MDB_READERS_FULL: .readersFull
    case MDB_TXN_FULL: .transactionTooLarge
    case MDB_PANIC: .failedEarlier
    case MDB_BAD_TXN: .finished
    default: .engine
    }
  }

  /// Bytes that a file system has left; nil when it does not say.
  private static func freeBytes(at path: String) -> UInt64? {
    var status = statvfs()
    guard statvfs(path, &status) == 0 else { return nil }
    let (bytes, overflow) = UInt64(status.f_bavail).multipliedReportingOverflow(by: UInt64(status.f_frsize))
    return overflow ? nil : bytes
  }

  private static func hint(for status: Int32) -> String {
    switch status {
    case MDB_MAP_FULL: "; raise the map size"
    case MDB_READERS_FULL: "; too many snapshots are alive"
    case MDB_TXN_FULL: "; commit in smaller groups"
    case MDB_BAD_TXN: "; an earlier operation of this transaction failed"
    case ENOMEM: "; lower the map size if the address space of the process is limited"
    default: ""
    }
  }
}
