import Glibc

/// Bytes that are overwritten before their memory is given back: passwords, keys, seeds.
///
/// Copies of the value share one place. The bytes reach the outside only inside a closure, or as a copy that the caller then owns;
/// no description, mirror or log shows them.
public struct SecretBytes: Sendable {
  private let storage: Storage

  /// Takes a copy of the bytes. What they were copied from is the caller's to wipe.
  public init(_ bytes: some Collection<UInt8>) {
    storage = Storage(bytes)
  }

  /// Takes the bytes over and wipes the caller's copy, as far as nothing else shares it.
  public init(consuming bytes: inout [UInt8]) {
    storage = Storage(bytes)
    Self.wipe(&bytes)
  }

  /// The UTF-8 bytes of a text.
  public init(text: String) {
    storage = Storage(Array(text.utf8))
  }

  /// The number of bytes.
  public var count: Int { storage.buffer.count }

  /// Whether there are none.
  public var isEmpty: Bool { count == 0 }

  /// Lends the bytes for the time of a call.
  public func withBytes<Result, Failure: Error>(_ body: (UnsafeRawBufferPointer) throws(Failure) -> Result) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(storage.buffer))
  }

  /// A copy, which the caller should wipe.
  public var bytes: [UInt8] { [UInt8](storage.buffer) }

  /// Overwrites an array of bytes in place, in a way that is not optimised away.
  public static func wipe(_ bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { buffer in
      if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
    }
    bytes.removeAll()
  }
}

extension SecretBytes: Equatable {
  /// Compares in a time that does not depend on where the bytes differ.
  public static func == (left: SecretBytes, right: SecretBytes) -> Bool {
    guard left.count == right.count else { return false }
    return zip(left.storage.buffer, right.storage.buffer).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

extension SecretBytes: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Says how many bytes there are, never which.
  public var description: String { "\(count) secret bytes" }
  /// The same as ``description``.
  public var debugDescription: String { description }
  /// Hides the bytes from `dump`.
  public var customMirror: Mirror { Mirror(self, children: []) }
}

/// The one place of the bytes of a ``SecretBytes``.
private final class Storage: @unchecked Sendable {
  // Written once in init and only read until deinit, so sharing is safe.
  let buffer: UnsafeMutableRawBufferPointer

  init(_ bytes: some Collection<UInt8>) {
    buffer = .allocate(byteCount: bytes.count, alignment: 8)
    buffer.copyBytes(from: bytes)
  }

  deinit {
    if let start = buffer.baseAddress { explicit_bzero(start, buffer.count) }
    buffer.deallocate()
  }
}
