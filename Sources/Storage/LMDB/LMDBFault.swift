internal import CLMDB
internal import Glibc

/// Turns LMDB's and the system's error numbers into faults.
enum LMDBFault {
  /// The fault for a non-zero status of an LMDB call.
  static func make(
    _ status: Int32, during operation: StorageFault.Operation, table: Table? = nil, location: String? = nil
  ) -> StorageFault {
    StorageFault(
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
