import Glibc

/// One decoder of bytes from outside, with what must hold for everything that it is given.
///
/// A check must return for every input. It fails by trapping, by touching memory that is not its own, by taking too much
/// time or memory, and through `require`.
struct FuzzTarget: Sendable {
  /// The name on the command line of `Scripts/fuzz`.
  let name: String
  /// Decodes the input and checks what came out. The bytes are valid during the call.
  let check: @Sendable (_ input: UnsafeRawBufferPointer) -> Void

  /// All targets. A new one needs seeds in `Scripts/fuzz`.
  static let all: [FuzzTarget] =
    [
      .block, .action, .payload, .receipts, .consensus, .candidates, .frames,
      .rlp, .hex, .bech32, .address, .number, .gzip, .genesis, .key, .precompile, .evm,
      .multiaddr, .identity, .protobuf, .multistream, .handshake, .channel, .yamux, .yamuxSession, .yamuxPair,
      .identify, .gossip, .kademlia, .gossipRouter, .envelope, .syncFrame, .syncPlanner,
    ]
}

/// Ends the program as a finding, unless the condition holds. Optimisation does not remove it.
func require(_ condition: Bool, _ message: @autoclosure () -> String) {
  if condition { return }
  say("property broken: \(message())")
  abort()
}

/// Writes a line to standard error.
func say(_ text: String) {
  let line = [UInt8]("fuzz: \(text)\n".utf8)
  // Nothing can be done when nobody reads it.
  _ = write(2, line, line.count)
}

extension UnsafeRawBufferPointer {
  /// The bytes as text, if they are UTF-8.
  var text: String? { String(validating: bindMemory(to: UInt8.self), as: UTF8.self) }

  /// The first byte, and the bytes behind it; 0 and no bytes for an empty input.
  var selector: (choice: Int, rest: UnsafeRawBufferPointer) {
    isEmpty ? (0, self) : (Int(self[0]), UnsafeRawBufferPointer(rebasing: self[1...]))
  }
}

extension Array<UInt8> {
  /// Whether these are the bytes of the buffer.
  func isEqual(to buffer: UnsafeRawBufferPointer) -> Bool { elementsEqual(buffer) }
}
