import Primitives

/// A message to be delivered: what the four call instructions and the outermost call have in common.
struct CallRequest {
  enum Kind: UInt8 {
    case call, callCode, delegateCall, staticCall
  }

  var kind: Kind
  /// Gas for the callee, the stipend included.
  var gas: Int64
  /// CALLER inside.
  var caller: Address
  /// ADDRESS inside: whose storage it is.
  var address: Address
  /// Whose code runs.
  var codeAddress: Address
  /// CALLVALUE inside. Moved only by `call`.
  var value: U256
  /// The input, which must stay in place until the callee has ended.
  var input: UnsafeRawPointer
  var inputSize: Int
  /// Whether writes are forbidden.
  var isStatic: Bool
  /// Where the caller's memory receives the output.
  var returnOffset: Int
  var returnSize: Int
}

/// A creation to be started.
struct CreateRequest {
  var kind: Frame.Kind
  /// Gas for the init code.
  var gas: Int64
  var caller: Address
  /// Where the contract will live.
  var address: Address
  var value: U256
  /// The init code.
  var code: Bytecode
}

/// How a frame ended.
enum FrameEnd {
  case success
  case revert
  case halt(ExceptionalHalt)
}

/// What a frame gives back; its output is in the return buffer.
struct FrameResult {
  var end: FrameEnd
  /// Gas for the caller.
  var gas: Int64
}

/// What became of a request.
enum Begun {
  /// A new frame is on top.
  case entered
  /// It is over already: a precompiled contract, an account without code, a refusal.
  case finished(FrameResult)
}
