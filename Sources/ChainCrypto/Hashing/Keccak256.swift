public import Primitives

/// Keccak-256 with the original padding (0x01), as Ethereum and IoTeX use it; this is not SHA3-256.
///
/// The static functions hash a whole message; the value itself is the incremental form: `update` in any pieces, then
/// ``finalize()``. Source: The Keccak reference 3.0 with capacity 512; the reference node's `pkg/hash`.
public struct Keccak256: Sendable {
  /// Bytes absorbed before each permutation.
  @usableFromInline static let rate = 136

  private var state = KeccakState()
  /// How many bytes of the current block are absorbed, 0 to `rate - 1`.
  private var position = 0

  /// A hash of nothing yet.
  public init() {}

  /// Appends bytes to the message.
  public mutating func update(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { update($0) }
  }

  /// Appends bytes to the message.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    if position != 0 {
      let count = min(Self.rate - position, rest.count)
      state.absorb(UnsafeRawBufferPointer(rebasing: rest.prefix(count)), at: position)
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
      position += count
      guard position == Self.rate else { return }
      state.permute()
      position = 0
    }
    while rest.count >= Self.rate {
      state.absorbBlock(rest)
      state.permute()
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(Self.rate))
    }
    state.absorb(rest, at: 0)
    position = rest.count
  }

  /// Appends a hash to the message.
  public mutating func update(_ hash: Hash256) {
    hash.withUnsafeBytes { update($0) }
  }

  /// The hash of everything appended so far. The value itself is unchanged: more may be appended and hashed again.
  public func finalize() -> Hash256 {
    var last = state
    last.pad(at: position)
    last.permute()
    return last.digest
  }

  /// The hash of a whole message.
  public static func hash(_ bytes: [UInt8]) -> Hash256 {
    bytes.withUnsafeBytes { hash($0) }
  }

  /// The hash of a whole message.
  public static func hash(_ bytes: UnsafeRawBufferPointer) -> Hash256 {
    var state = KeccakState()
    var rest = bytes
    while rest.count >= rate {
      state.absorbBlock(rest)
      state.permute()
      rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(rate))
    }
    state.absorb(rest, at: 0)
    state.pad(at: rest.count)
    state.permute()
    return state.digest
  }

  /// The hash of two hashes in a row: an inner node of a Merkle tree.
  public static func hash(_ left: Hash256, _ right: Hash256) -> Hash256 {
    var state = KeccakState()
    left.withUnsafeBytes { state.absorb($0, at: 0) }
    right.withUnsafeBytes { state.absorb($0, at: 32) }
    state.pad(at: 64)
    state.permute()
    return state.digest
  }

  /// The last 20 bytes of the hash: what addresses and state keys are made of (`Hash160b` of the reference node).
  public static func hash160(_ bytes: [UInt8]) -> Hash160 {
    bytes.withUnsafeBytes { hash160($0) }
  }

  /// The last 20 bytes of the hash: what addresses and state keys are made of (`Hash160b` of the reference node).
  public static func hash160(_ bytes: UnsafeRawBufferPointer) -> Hash160 {
    hash(bytes).withUnsafeBytes { Hash160(UnsafeRawBufferPointer(rebasing: $0[12...])) }
  }
}
