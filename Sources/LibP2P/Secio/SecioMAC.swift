internal import Crypto

/// The authentication codes of one direction: HMAC over a frame's ciphertext alone.
enum SecioMAC: Sendable {
  /// Keyed and ready to be copied: making one takes two hash blocks.
  case sha256(HMAC<SHA256>)
  /// The same with SHA-512.
  case sha512(HMAC<SHA512>)

  /// Codes with this key.
  init(_ hash: SecioHash, key: [UInt8]) {
    switch hash {
    case .sha256: self = .sha256(HMAC(key: SymmetricKey(data: key)))
    case .sha512: self = .sha512(HMAC(key: SymmetricKey(data: key)))
    }
  }

  /// Appends the code of a ciphertext that is the end of `output` already, from `start` on.
  func append(to output: inout [UInt8], from start: Int) {
    switch self {
    case .sha256(var mac):
      output.withUnsafeBytes { mac.update(data: UnsafeRawBufferPointer(rebasing: $0[start...])) }
      mac.finalize().withUnsafeBytes { output.append(contentsOf: $0) }
    case .sha512(var mac):
      output.withUnsafeBytes { mac.update(data: UnsafeRawBufferPointer(rebasing: $0[start...])) }
      mac.finalize().withUnsafeBytes { output.append(contentsOf: $0) }
    }
  }

  /// Whether the code belongs to the ciphertext. Takes the same time wherever they differ.
  func isValid(_ code: UnsafeRawBufferPointer, for ciphertext: UnsafeRawBufferPointer) -> Bool {
    switch self {
    case .sha256(var mac):
      mac.update(data: ciphertext)
      return mac.finalize().withUnsafeBytes { Self.isEqual($0, code) }
    case .sha512(var mac):
      mac.update(data: ciphertext)
      return mac.finalize().withUnsafeBytes { Self.isEqual($0, code) }
    }
  }

  private static func isEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    guard left.count == right.count else { return false }
    var difference: UInt8 = 0
    for index in left.indices { difference |= left[index] ^ right[index] }
    return difference == 0
  }
}
