import ChainCrypto
import Primitives

/// The draw that decides the order of an epoch's delegates (`crypto/cryptosort.go`).
public enum DelegateOrder {
  /// The seed of the draw. The reference announces a dynamic one and never had it.
  private static let seed: [UInt8] = [0x12, 0x34, 0x56, 0x78, 0x90, 0xab, 0xcd, 0xef]

  /// Orders candidates by Keccak-256 of address, seed and the epoch's first height, ascending (golden quirk 40).
  ///
  /// - Parameters:
  ///   - epochStart: the first height of the epoch, hashed as eight bytes in little-endian order.
  ///   - address: the operator's address of a candidate as it is stored.
  public static func draw<Candidate>(_ candidates: [Candidate], epochStart: UInt64, address: (Candidate) -> String) -> [Candidate] {
    let nonce = withUnsafeBytes(of: epochStart.littleEndian) { Array($0) }
    return
      candidates
      .map { (candidate: $0, hash: Keccak256.hash(Array(address($0).utf8) + seed + nonce)) }
      .sorted { $0.hash < $1.hash }
      .map(\.candidate)
  }
}
