import Primitives

/// One call or creation in progress. A plain value in the arena, without references that would be counted.
struct Frame {
  /// What the frame gives to the frame above it, and how.
  enum Kind: UInt8 {
    case call, create, create2
  }

  // MARK: Registers, saved while another frame runs

  /// The position of the next instruction.
  var position: Int
  /// The top word of the stack; `stackBase` if the stack is empty.
  var top: UnsafeMutablePointer<U256>
  /// Gas left. Never negative while saved.
  var gas: Int64

  // MARK: Stack and memory

  /// The word below the first one of the stack.
  var stackBase: UnsafeMutablePointer<U256>
  /// The first byte of the memory.
  var memory: UnsafeMutableRawPointer
  /// The size of the memory, a multiple of 32.
  var memorySize: UInt64
  /// One more than the greatest offset at which a word lies inside the memory; 0 if there is none.
  var wordLimit: UInt64

  // MARK: Code

  /// The code, padded with zeros.
  var code: UnsafePointer<UInt8>
  /// The number of bytes of the code.
  var codeSize: Int
  /// The prepared operations and run entries; absent for very long code.
  var operations: UnsafePointer<UInt8>?
  var entries: UnsafePointer<BlockEntry>?
  /// Keeps the code alive; retained when the frame begins, released when it ends.
  var codeObject: Unmanaged<Bytecode>

  // MARK: Message

  /// The input. Lies in the caller's memory, which does not move or change while this frame lives.
  var input: UnsafeRawPointer
  var inputSize: Int
  /// Whose storage and balance it is: ADDRESS.
  var address: Address
  /// CALLER.
  var caller: Address
  /// CALLVALUE.
  var value: U256
  /// Whether writes are forbidden.
  var isStatic: Bool
  var kind: Kind

  // MARK: Return

  /// What the host undoes if the frame fails.
  var snapshot: Int
  /// The refund counter to return to if the frame fails.
  var refundAtStart: Int64
  /// Where the caller wants the output in its memory.
  var returnOffset: Int
  var returnSize: Int
}
