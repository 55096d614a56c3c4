import ChainCrypto
public import Primitives

/// The receipts of a block, in the order of its actions (wire message `Receipts`).
///
/// Actions without a receipt are left out (golden quirk 17).
public struct ReceiptList: ProtobufMessage {
  /// The receipts.
  public var receipts: [Receipt]

  /// A list.
  public init(_ receipts: [Receipt] = []) { self.receipts = receipts }

  /// Reads the message up to the end of the reader.
  public init(from reader: inout ProtobufReader) throws(CodecError) {
    receipts = []
    while let tag = try reader.nextTag() {
      switch (tag.field, tag.type) {
      case (1, .bytes): try reader.append("receipts", to: &receipts)
      default: try reader.skip(tag)
      }
    }
  }

  /// Writes the fields of the message.
  public func encode(into writer: inout ProtobufWriter) {
    for receipt in receipts { writer.message(1, receipt) }
  }

  /// The Merkle root of the receipts' hashes, which a valid header repeats; zero without receipts
  /// (`calculateReceiptRoot` in `blockchain/blockchain.go`).
  public var root: Hash256 { MerkleTree.root(receipts.map(\.hash)) }
}
