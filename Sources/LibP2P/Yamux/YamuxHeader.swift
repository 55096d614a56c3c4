/// The twelve bytes that every yamux frame starts with: version, type, flags, stream and length, big-endian.
///
/// Source: the yamux specification of HashiCorp and `04-yamux` of the recorded wire.
public struct YamuxHeader: Sendable, Hashable {
  /// What a frame is for.
  public enum Kind: UInt8, Sendable, Hashable {
    /// Bytes of a stream; the length counts them.
    case data = 0
    /// More bytes may be sent on a stream; the length is the difference.
    case windowUpdate = 1
    /// A question or an answer whether the other side lives; the length is an opaque value.
    case ping = 2
    /// No streams are accepted any more; the length is a reason.
    case goAway = 3
  }

  /// Marks that change what a frame means.
  public struct Flags: OptionSet, Sendable, Hashable {
    /// The bits as they are sent.
    public let rawValue: UInt16

    /// The flags with the given bits, whether they are known or not.
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// Opens a stream, or asks (ping).
    public static let synchronize = Flags(rawValue: 1)
    /// Accepts a stream, or answers (ping).
    public static let acknowledge = Flags(rawValue: 2)
    /// The sender will send nothing more on the stream.
    public static let finish = Flags(rawValue: 4)
    /// The stream is gone, at once and in both directions.
    public static let reset = Flags(rawValue: 8)
  }

  /// How many bytes a header takes.
  public static let byteCount = 12

  /// What the frame is for.
  public var kind: Kind
  /// What the frame means.
  public var flags: Flags
  /// The stream, 0 for frames about the connection.
  public var stream: UInt32
  /// The meaning depends on the kind.
  public var length: UInt32

  /// A header of the given fields.
  public init(_ kind: Kind, flags: Flags = [], stream: UInt32 = 0, length: UInt32 = 0) {
    self.kind = kind
    self.flags = flags
    self.stream = stream
    self.length = length
  }

  /// Reads a header from exactly twelve bytes; throws for another version and for unknown kinds.
  public init(decoding bytes: UnsafeRawBufferPointer) throws(YamuxViolation) {
    guard bytes.count == Self.byteCount, bytes[0] == 0 else { throw .version }
    guard let kind = Kind(rawValue: bytes[1]) else { throw .kind }
    self.kind = kind
    flags = Flags(rawValue: UInt16(bigEndian: bytes.loadUnaligned(fromByteOffset: 2, as: UInt16.self)))
    stream = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self))
    length = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
  }

  /// Appends the twelve bytes.
  public func encode(into output: inout [UInt8]) {
    var words = (
      (UInt32(kind.rawValue) << 16 | UInt32(flags.rawValue)).bigEndian, stream.bigEndian, length.bigEndian
    )
    withUnsafeBytes(of: &words) { output.append(contentsOf: $0) }
  }
}
