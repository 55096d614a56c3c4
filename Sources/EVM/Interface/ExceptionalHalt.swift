/// Why an execution ended abnormally. The state is reverted and all gas of the frame is gone, with the one exception
/// that the case says.
public enum ExceptionalHalt: UInt8, Error, Sendable, Hashable, CaseIterable {
  /// The next instruction, or the growth of the memory, costs more than is left.
  case outOfGas
  /// An instruction takes more words than the stack holds.
  case stackUnderflow
  /// The stack would hold more than 1,024 words.
  case stackOverflow
  /// A jump to anything but a JUMPDEST instruction.
  case invalidJump
  /// An instruction that the rules do not know.
  case undefinedInstruction
  /// The designated invalid instruction 0xfe (EIP-141).
  case invalidInstruction
  /// A write inside a static call (EIP-214).
  case staticViolation
  /// RETURNDATACOPY beyond the end of the data (EIP-211).
  case returnDataOutOfBounds
  /// More than 1,024 nested calls, at the outermost entry only; inside, the call instruction pushes 0 instead.
  case callTooDeep
  /// The caller cannot pay the value, at the outermost entry only. The gas is kept and nothing has changed.
  case insufficientBalance
  /// The caller's nonce is 2^64 - 1 (EIP-2681), at the outermost entry only. The gas is kept.
  case nonceOverflow
  /// A creation at an address that is in use (EIP-684, EIP-7610).
  case addressCollision
  /// The code to store is above `EVMRules.maxCodeSize` (EIP-170).
  case codeTooLarge
  /// The code to store begins with 0xef (EIP-3541).
  case codeBeginsWithEF
  /// The init code is above `EVMRules.maxInitCodeSize` (EIP-3860).
  case initCodeTooLarge
  /// Not enough gas to store the code. Under Frontier's rule the state stays and so does the gas, see
  /// `EVMRules.CodeDeposit`.
  case codeDepositOutOfGas
  /// A precompiled contract refused its input or its gas.
  case precompileFailed
  /// More memory than `ExecutionLimits.memoryBytes` allows; no block gas limit in use pays for that much.
  case memoryLimit
  /// `ExecutionLimits.steps` instructions were executed.
  case stepLimit
  /// The execution was cancelled from outside.
  case cancelled

  /// A short text for people: traces and tools.
  public var message: String {
    switch self {
    case .outOfGas: "out of gas"
    case .stackUnderflow: "stack underflow"
    case .stackOverflow: "stack overflow"
    case .invalidJump: "invalid jump destination"
    case .undefinedInstruction: "undefined instruction"
    case .invalidInstruction: "invalid instruction"
    case .staticViolation: "write protection"
    case .returnDataOutOfBounds: "return data out of bounds"
    case .callTooDeep: "call depth exceeded"
    case .insufficientBalance: "insufficient balance for transfer"
    case .nonceOverflow: "nonce overflow"
    case .addressCollision: "contract address collision"
    case .codeTooLarge: "code size limit exceeded"
    case .codeBeginsWithEF: "code begins with 0xef"
    case .initCodeTooLarge: "init code size limit exceeded"
    case .codeDepositOutOfGas: "not enough gas to store the code"
    case .precompileFailed: "precompiled contract failed"
    case .memoryLimit: "memory limit exceeded"
    case .stepLimit: "step limit reached"
    case .cancelled: "cancelled"
    }
  }
}
