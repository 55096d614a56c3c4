import Foundation
import Testing

@testable import Storage

@Suite("System errors of the LMDB store")
struct LMDBFaultTests {
  @Test(
    "keep their meaning",
    arguments: [
      (ENOSPC, .diskFull), (EDQUOT, .diskFull), (EIO, .inputOutput), (EACCES, .permissionDenied),
      (EROFS, .permissionDenied), (ENOTDIR, .unusableLocation), (ENOMEM, .outOfMemory), (-30796, .corrupted),
      (-30793, .corrupted), (-30792, .mapFull), (-30790, .readersFull), (-30788, .transactionTooLarge), (-1, .engine),
    ] as [(Int32, StorageFault.Code)])
  func mapping(status: Int32, code: StorageFault.Code) {
    let fault = LMDBFault.make(status, during: .commit, table: Table("t"), location: "here")
    #expect(fault.code == code)
    #expect(fault.description.contains("commit") && fault.description.contains("here"))
    #expect(!fault.detail.isEmpty)
  }
}
