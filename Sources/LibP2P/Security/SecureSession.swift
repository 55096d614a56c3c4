/// An encrypted, authenticated channel, as a machine that does no I/O. Each direction is independent of the other.
///
/// After an error the channel is dead: the connection must be closed, and every further call throws.
public protocol SecureSession: Sendable {
  /// Appends complete frames that hold the plaintext, as many as it takes. Empty plaintext appends nothing.
  ///
  /// - Throws: `exhausted` when no frame may be sent any more under these keys; `closed`.
  mutating func seal(_ plaintext: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SecureChannelError)

  /// Takes ciphertext, cut anywhere, and appends the plaintext of every frame that is complete now. Incomplete frames are
  /// kept; announced lengths are checked before anything is kept for them.
  ///
  /// - Throws: `frameTooLong`, `frameTooShort`, `authenticationFailed`, `exhausted`, `closed`. Plaintext of the frames before the bad
  ///   one has been appended then, and is genuine.
  mutating func open(_ input: UnsafeRawBufferPointer, into output: inout [UInt8]) throws(SecureChannelError)
}

extension SecureSession {
  /// The frames for a plaintext.
  public mutating func seal(_ plaintext: [UInt8]) throws(SecureChannelError) -> [UInt8] {
    var output: [UInt8] = []
    try seal(plaintext, into: &output)
    return output
  }

  /// The plaintext of the frames that are complete now.
  public mutating func open(_ input: [UInt8]) throws(SecureChannelError) -> [UInt8] {
    var output: [UInt8] = []
    try open(input, into: &output)
    return output
  }

  /// `seal` for an array.
  public mutating func seal(_ plaintext: [UInt8], into output: inout [UInt8]) throws(SecureChannelError) {
    // The closure must not throw: `withUnsafeBytes` would widen the error's type.
    let result: Result<Void, SecureChannelError> = plaintext.withUnsafeBytes { bytes in
      do throws(SecureChannelError) {
        return .success(try seal(bytes, into: &output))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }

  /// `open` for an array.
  public mutating func open(_ input: [UInt8], into output: inout [UInt8]) throws(SecureChannelError) {
    let result: Result<Void, SecureChannelError> = input.withUnsafeBytes { bytes in
      do throws(SecureChannelError) {
        return .success(try open(bytes, into: &output))
      } catch {
        return .failure(error)
      }
    }
    try result.get()
  }
}
