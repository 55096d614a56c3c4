import ChainCrypto

extension PublicKey {
  /// A key from a field of a message (`keypair.BytesToPublicKey`).
  ///
  /// - Parameters:
  ///   - offset: where an error is reported.
  ///   - field: the name of the field, for errors.
  init(wire bytes: UnsafeRawBufferPointer, at offset: Int, field: String) throws(CodecError) {
    guard let key = PublicKey(bytes) else { throw CodecError(.invalidPublicKey, at: offset).inside(field) }
    self = key
  }
}
