/// Why a gzip stream cannot be read or written.
public enum GzipError: Error, Hashable, Sendable {
  /// The bytes are not a gzip stream, or its checksum or length is wrong.
  case corrupt
  /// The stream ends inside a member.
  case truncated
  /// The stream expands to more than the caller allowed.
  case tooLarge(limit: Int)
  /// zlib could not allocate its state.
  case outOfMemory
}
