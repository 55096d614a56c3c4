internal import Primitives

extension TrieNode {
  /// Decodes a node that was found under `hash`.
  ///
  /// Only the form that this library (and the reference) writes is accepted; since the hash of the bytes is their key,
  /// any other form was never stored by either.
  ///
  /// - Parameters:
  ///   - prefix: the trie's hash prefix, which a branch keeps for hashing itself.
  ///   - keyLength: how many bytes the key of a leaf must have.
  /// - Returns: `nil` when the bytes are no node.
  static func decode(_ bytes: [UInt8], hash: Hash256, prefix: [UInt8], keyLength: Int) -> TrieNode? {
    guard bytes.count >= 2 else { return nil }
    switch bytes[0] {
    case 0x12:
      return BranchNode(decoding: bytes, prefix: prefix, hash: hash).map(TrieNode.branch)
    case 0x1a:
      guard var fields = MessageCursor(bytes, tag: 0x1a) else { return nil }
      guard let key = fields.bytes(tag: 0x12), key.count == keyLength else { return nil }
      guard let value = fields.bytes(tag: 0x1a), fields.isAtEnd else { return nil }
      return .leaf(LeafNode(key: key, value: value))
    case 0x22:
      guard var fields = MessageCursor(bytes, tag: 0x22) else { return nil }
      guard let path = fields.bytes(tag: 0x0a), path.count < keyLength else { return nil }
      guard let child = fields.bytes(tag: 0x12), fields.isAtEnd, let childHash = Hash256(child) else { return nil }
      return .extension(ExtensionNode(path: path, child: NodeReference(hash: childHash, cached: .absent)))
    default:
      return nil
    }
  }

  /// Reads the fields of a message that is itself the only field of a serialized node.
  private struct MessageCursor {
    private let bytes: [UInt8]
    private var position = 1

    /// `nil` unless the message with this tag fills `bytes` exactly.
    init?(_ bytes: [UInt8], tag: UInt8) {
      self.bytes = bytes
      guard bytes.first == tag, let count = length(), count == bytes.count - position else { return nil }
    }

    /// Whether everything was read.
    var isAtEnd: Bool { position == bytes.count }

    /// The next field if it has this tag, and nothing at all if it does not; `nil` when it is cut short.
    mutating func bytes(tag: UInt8) -> [UInt8]? {
      guard position < bytes.count, bytes[position] == tag else { return [] }
      position += 1
      guard let count = length(), count <= bytes.count - position else { return nil }
      defer { position += count }
      return Array(bytes[position..<position + count])
    }

    /// A length in at most four bytes.
    private mutating func length() -> Int? {
      var value = 0
      for shift in stride(from: 0, to: 28, by: 7) {
        guard position < bytes.count else { return nil }
        let byte = bytes[position]
        position += 1
        value |= Int(byte & 0x7f) << shift
        if byte < 0x80 { return value }
      }
      return nil
    }
  }
}
