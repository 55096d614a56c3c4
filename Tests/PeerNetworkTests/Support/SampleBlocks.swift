import ChainCrypto
import ChainTypes
import LibP2P
import PeerNetwork
import Primitives

/// A chain of blocks without actions, linked, unsigned: all that planning looks at.
struct SampleBlocks {
  /// The tip before the first block.
  let genesis = SyncTip(height: 0, hash: Hash256(hex: String(repeating: "ab", count: 32))!)
  private(set) var blocks: [Block] = []

  init(count: Int, salt: UInt8 = 0) throws {
    let key = try PrivateKey([UInt8](repeating: 7, count: 32))
    var previous = genesis.hash
    for height in 1...UInt64(count) {
      let header = BlockHeader(
        height: height, timestamp: Timestamp(seconds: 1_556_000_000 + Int64(height), nanoseconds: Int32(salt)), previousHash: previous,
        txRoot: .zero, deltaStateDigest: .zero, receiptRoot: .zero, producer: key.publicKey, signature: [])
      blocks.append(Block(header: header, actions: []))
      previous = header.hash
    }
  }

  subscript(height: UInt64) -> Block { blocks[Int(height) - 1] }
  subscript(range: ClosedRange<UInt64>) -> [Block] { range.map { self[$0] } }

  func tip(_ height: UInt64) -> SyncTip { height == 0 ? genesis : SyncTip(height: height, hash: self[height].hash) }
}

/// Peer ids that do not need keys.
func samplePeer(_ number: UInt8) -> PeerID {
  // An identity multihash of one byte.
  do { return try PeerID(multihash: [0x12, 0x20] + [UInt8](repeating: number, count: 32)) } catch {
    preconditionFailure("a multihash of 32 bytes is a peer id")
  }
}
