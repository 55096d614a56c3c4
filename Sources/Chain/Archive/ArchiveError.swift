public import ChainTypes

/// Why a file of blocks cannot be read or written.
public enum ArchiveError: Error, Sendable {
  /// The operating system refuses to read the file.
  case unreadable(file: String, cause: String)
  /// The operating system refuses to write the file.
  case unwritable(file: String, cause: String)
  /// The file is neither a sequence of frames nor one compressed with gzip.
  case damaged(file: String, detail: String)
  /// A frame is no block.
  case notABlock(file: String, frame: Int, CodecError)
}

extension ArchiveError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unreadable(let file, let cause): "\(file) cannot be read: \(cause)"
    case .unwritable(let file, let cause): "\(file) cannot be written: \(cause)"
    case .damaged(let file, let detail): "\(file) is damaged: \(detail)"
    case .notABlock(let file, let frame, let error): "frame \(frame) of \(file) is no block: \(error)"
    }
  }
}
