/// One byte of code, read as an instruction. Any byte is an opcode; whether it is defined is up to an `OpcodeTable`.
///
/// Source: Ethereum Yellow Paper, appendix H, and the EIPs named at the members.
public struct Opcode: RawRepresentable, Sendable, Hashable {
  /// The byte.
  public let rawValue: UInt8

  /// The opcode of a byte.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The opcode of a byte.
  public init(_ byte: UInt8) {
    self.rawValue = byte
  }

  /// How many bytes of code after the instruction belong to it: 1 to 32 for PUSH1 to PUSH32, else 0.
  public var immediateSize: Int {
    rawValue >= 0x60 && rawValue <= 0x7f ? Int(rawValue) - 0x5f : 0
  }

  /// PUSH1 to PUSH32, by size.
  public static func push(_ size: UInt8) -> Opcode { Opcode(0x5f &+ size) }
  /// DUP1 to DUP16, by depth.
  public static func dup(_ depth: UInt8) -> Opcode { Opcode(0x7f &+ depth) }
  /// SWAP1 to SWAP16, by depth.
  public static func swap(_ depth: UInt8) -> Opcode { Opcode(0x8f &+ depth) }
  /// LOG0 to LOG4, by number of topics.
  public static func log(_ topics: UInt8) -> Opcode { Opcode(0xa0 &+ topics) }
}

extension Opcode {
  /// STOP: Ends the execution with success.
  public static let stop = Opcode(0x00)
  /// ADD: Sum modulo 2^256.
  public static let add = Opcode(0x01)
  /// MUL: Product modulo 2^256.
  public static let mul = Opcode(0x02)
  /// SUB: Difference modulo 2^256.
  public static let sub = Opcode(0x03)
  /// DIV: Quotient, 0 for divisor 0.
  public static let div = Opcode(0x04)
  /// SDIV: Signed quotient.
  public static let sdiv = Opcode(0x05)
  /// MOD: Remainder.
  public static let mod = Opcode(0x06)
  /// SMOD: Signed remainder.
  public static let smod = Opcode(0x07)
  /// ADDMOD: Sum modulo the third word.
  public static let addmod = Opcode(0x08)
  /// MULMOD: Product modulo the third word.
  public static let mulmod = Opcode(0x09)
  /// EXP: Power.
  public static let exp = Opcode(0x0a)
  /// SIGNEXTEND: Widens a signed number.
  public static let signExtend = Opcode(0x0b)
  /// LT: Unsigned less.
  public static let lt = Opcode(0x10)
  /// GT: Unsigned greater.
  public static let gt = Opcode(0x11)
  /// SLT: Signed less.
  public static let slt = Opcode(0x12)
  /// SGT: Signed greater.
  public static let sgt = Opcode(0x13)
  /// EQ: Equality.
  public static let eq = Opcode(0x14)
  /// ISZERO: Whether zero.
  public static let isZero = Opcode(0x15)
  /// AND: Bitwise and.
  public static let and = Opcode(0x16)
  /// OR: Bitwise or.
  public static let or = Opcode(0x17)
  /// XOR: Bitwise exclusive or.
  public static let xor = Opcode(0x18)
  /// NOT: Bitwise inverse.
  public static let not = Opcode(0x19)
  /// BYTE: One byte of a word.
  public static let byte = Opcode(0x1a)
  /// SHL: Shift left (EIP-145).
  public static let shl = Opcode(0x1b)
  /// SHR: Shift right (EIP-145).
  public static let shr = Opcode(0x1c)
  /// SAR: Signed shift right (EIP-145).
  public static let sar = Opcode(0x1d)
  /// KECCAK256: Hash of memory; SHA3 in old texts.
  public static let keccak256 = Opcode(0x20)
  /// ADDRESS: The executing account.
  public static let address = Opcode(0x30)
  /// BALANCE: Balance of an account.
  public static let balance = Opcode(0x31)
  /// ORIGIN: Who signed the transaction.
  public static let origin = Opcode(0x32)
  /// CALLER: Who called.
  public static let caller = Opcode(0x33)
  /// CALLVALUE: The value sent along.
  public static let callValue = Opcode(0x34)
  /// CALLDATALOAD: 32 bytes of the input.
  public static let callDataLoad = Opcode(0x35)
  /// CALLDATASIZE: Size of the input.
  public static let callDataSize = Opcode(0x36)
  /// CALLDATACOPY: Input to memory.
  public static let callDataCopy = Opcode(0x37)
  /// CODESIZE: Size of the running code.
  public static let codeSize = Opcode(0x38)
  /// CODECOPY: Running code to memory.
  public static let codeCopy = Opcode(0x39)
  /// GASPRICE: Price per gas.
  public static let gasPrice = Opcode(0x3a)
  /// EXTCODESIZE: Size of an account's code.
  public static let extCodeSize = Opcode(0x3b)
  /// EXTCODECOPY: An account's code to memory.
  public static let extCodeCopy = Opcode(0x3c)
  /// RETURNDATASIZE: Size of what the last call returned (EIP-211).
  public static let returnDataSize = Opcode(0x3d)
  /// RETURNDATACOPY: What the last call returned to memory (EIP-211).
  public static let returnDataCopy = Opcode(0x3e)
  /// EXTCODEHASH: Hash of an account's code (EIP-1052).
  public static let extCodeHash = Opcode(0x3f)
  /// BLOCKHASH: Hash of one of the last 256 blocks.
  public static let blockHash = Opcode(0x40)
  /// COINBASE: Receiver of the fees.
  public static let coinbase = Opcode(0x41)
  /// TIMESTAMP: Time of the block.
  public static let timestamp = Opcode(0x42)
  /// NUMBER: Height of the block.
  public static let number = Opcode(0x43)
  /// DIFFICULTY: Difficulty, or PREVRANDAO from Paris on (EIP-4399).
  public static let difficulty = Opcode(0x44)
  /// GASLIMIT: Gas limit of the block.
  public static let gasLimit = Opcode(0x45)
  /// CHAINID: Identity of the chain (EIP-1344).
  public static let chainID = Opcode(0x46)
  /// SELFBALANCE: Balance of the executing account (EIP-1884).
  public static let selfBalance = Opcode(0x47)
  /// BASEFEE: Base fee of the block (EIP-3198).
  public static let baseFee = Opcode(0x48)
  /// BLOBHASH: A blob's versioned hash (EIP-4844).
  public static let blobHash = Opcode(0x49)
  /// BLOBBASEFEE: Base fee of blobs (EIP-7516).
  public static let blobBaseFee = Opcode(0x4a)
  /// POP: Drops a word.
  public static let pop = Opcode(0x50)
  /// MLOAD: A word from memory.
  public static let mload = Opcode(0x51)
  /// MSTORE: A word to memory.
  public static let mstore = Opcode(0x52)
  /// MSTORE8: A byte to memory.
  public static let mstore8 = Opcode(0x53)
  /// SLOAD: A word from storage.
  public static let sload = Opcode(0x54)
  /// SSTORE: A word to storage.
  public static let sstore = Opcode(0x55)
  /// JUMP: Jump.
  public static let jump = Opcode(0x56)
  /// JUMPI: Conditional jump.
  public static let jumpi = Opcode(0x57)
  /// PC: Position of this instruction.
  public static let pc = Opcode(0x58)
  /// MSIZE: Size of the memory.
  public static let msize = Opcode(0x59)
  /// GAS: Gas left.
  public static let gas = Opcode(0x5a)
  /// JUMPDEST: Where jumps may go.
  public static let jumpDest = Opcode(0x5b)
  /// TLOAD: A word from transient storage (EIP-1153).
  public static let tload = Opcode(0x5c)
  /// TSTORE: A word to transient storage (EIP-1153).
  public static let tstore = Opcode(0x5d)
  /// MCOPY: Memory to memory (EIP-5656).
  public static let mcopy = Opcode(0x5e)
  /// PUSH0: Zero (EIP-3855).
  public static let push0 = Opcode(0x5f)
  /// PUSH1: One byte of code; PUSH2 to PUSH32 follow.
  public static let push1 = Opcode(0x60)
  /// PUSH32: Thirty-two bytes of code.
  public static let push32 = Opcode(0x7f)
  /// DUP1: Copies a word; DUP2 to DUP16 follow.
  public static let dup1 = Opcode(0x80)
  /// DUP16: Copies the sixteenth word.
  public static let dup16 = Opcode(0x8f)
  /// SWAP1: Exchanges two words; SWAP2 to SWAP16 follow.
  public static let swap1 = Opcode(0x90)
  /// SWAP16: Exchanges the first and the seventeenth word.
  public static let swap16 = Opcode(0x9f)
  /// LOG0: A log without topics; LOG1 to LOG4 follow.
  public static let log0 = Opcode(0xa0)
  /// LOG4: A log with four topics.
  public static let log4 = Opcode(0xa4)
  /// CREATE: Creates a contract.
  public static let create = Opcode(0xf0)
  /// CALL: Calls an account.
  public static let call = Opcode(0xf1)
  /// CALLCODE: Runs another account's code on the own state.
  public static let callCode = Opcode(0xf2)
  /// RETURN: Ends with success and data.
  public static let `return` = Opcode(0xf3)
  /// DELEGATECALL: CALLCODE that keeps caller and value (EIP-7).
  public static let delegateCall = Opcode(0xf4)
  /// CREATE2: Creates a contract at an address known beforehand (EIP-1014).
  public static let create2 = Opcode(0xf5)
  /// STATICCALL: A call that must not write (EIP-214).
  public static let staticCall = Opcode(0xfa)
  /// REVERT: Ends, undoing everything, with data (EIP-140).
  public static let revert = Opcode(0xfd)
  /// INVALID: Always halts (EIP-141).
  public static let invalid = Opcode(0xfe)
  /// SELFDESTRUCT: Ends and gives the balance away.
  public static let selfDestruct = Opcode(0xff)
}
