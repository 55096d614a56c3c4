internal import ChainTypes
internal import Primitives

/// A committed block as an API hands it out: `iotexapi.BlockInfo`.
struct FinalizedBlock: Sendable {
  /// The block with its footer.
  let block: Block
  /// Hashes of the actions that were mined and failed.
  let failed: [Hash256]

  /// Reads the message up to the end of the reader.
  init(from reader: inout ProtobufReader) throws(CodecError) {
    var block: Block?
    var failed: [Hash256] = []
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): block = try reader.message("block") { (part) throws(CodecError) in try Block(from: &part) }
      case (2, .bytes):
        let receipt = try reader.message("receipt") { (part) throws(CodecError) in try Receipt(from: &part) }
        if receipt.status != 1 { failed.append(receipt.actionHash) }
      default: try reader.skip(tag)
      }
    }
    guard let block else { throw reader.failure(.missingField) }
    self.block = block
    self.failed = failed
  }

  /// The blocks in an answer whose first field is a block or a list of them: `StreamBlocksResponse`, `GetRawBlocksResponse`.
  static func list(decoding bytes: [UInt8]) throws(CodecError) -> [FinalizedBlock] {
    let result = bytes.withUnsafeBytes { buffer -> Result<[FinalizedBlock], CodecError> in
      var reader = ProtobufReader(buffer)
      var blocks: [FinalizedBlock] = []
      do throws(CodecError) {
        while let tag = try reader.nextTag() {
          if tag.field == 1, tag.type == .bytes {
            blocks.append(try reader.message("block") { (part) throws(CodecError) in try FinalizedBlock(from: &part) })
          } else {
            try reader.skip(tag)
          }
        }
        return .success(blocks)
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}
