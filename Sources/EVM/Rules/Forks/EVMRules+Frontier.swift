extension EVMRules {
  /// Frontier, July 2015: the Yellow Paper's first prices.
  public static let frontier = EVMRules(opcodes: .frontier, precompiles: .frontier)
}

extension OpcodeTable {
  /// The instructions of Frontier.
  public static let frontier: OpcodeTable = {
    var table = OpcodeTable()
    table.defineArithmetic()
    table.defineEnvironment()
    table.defineMemoryAndFlow()
    table.defineStackWords()
    table.defineLogs()
    table.define(.create, gas: 32_000, takes: 3, gives: 1)
    table.define(.call, .callCode, gas: 40, takes: 7, gives: 1)
    table.define(.return, gas: 0, takes: 2, gives: 0)
    table.define(.selfDestruct, gas: 0, takes: 1, gives: 0)
    table.define(.invalid, gas: 0, takes: 0, gives: 0)
    return table
  }()

  private mutating func defineArithmetic() {
    define(.stop, gas: 0, takes: 0, gives: 0)
    define(.add, .sub, gas: 3, takes: 2, gives: 1)
    define(.mul, .div, .sdiv, .mod, .smod, .signExtend, gas: 5, takes: 2, gives: 1)
    define(.addmod, .mulmod, gas: 8, takes: 3, gives: 1)
    define(.exp, gas: 10, takes: 2, gives: 1)
    define(.lt, .gt, .slt, .sgt, .eq, .and, .or, .xor, .byte, gas: 3, takes: 2, gives: 1)
    define(.isZero, .not, gas: 3, takes: 1, gives: 1)
    define(.keccak256, gas: 30, takes: 2, gives: 1)
  }

  private mutating func defineEnvironment() {
    define(.address, .origin, .caller, .callValue, .callDataSize, .codeSize, .gasPrice, gas: 2, takes: 0, gives: 1)
    define(.coinbase, .timestamp, .number, .difficulty, .gasLimit, gas: 2, takes: 0, gives: 1)
    define(.balance, .extCodeSize, .blockHash, gas: 20, takes: 1, gives: 1)
    define(.callDataLoad, gas: 3, takes: 1, gives: 1)
    define(.callDataCopy, .codeCopy, gas: 3, takes: 3, gives: 0)
    define(.extCodeCopy, gas: 20, takes: 4, gives: 0)
  }

  private mutating func defineMemoryAndFlow() {
    define(.pop, gas: 2, takes: 1, gives: 0)
    define(.mload, gas: 3, takes: 1, gives: 1)
    define(.mstore, .mstore8, gas: 3, takes: 2, gives: 0)
    define(.sload, gas: 50, takes: 1, gives: 1)
    define(.sstore, gas: 0, takes: 2, gives: 0)
    define(.jump, gas: 8, takes: 1, gives: 0)
    define(.jumpi, gas: 10, takes: 2, gives: 0)
    define(.pc, .msize, .gas, gas: 2, takes: 0, gives: 1)
    define(.jumpDest, gas: 1, takes: 0, gives: 0)
  }

  private mutating func defineStackWords() {
    for size in UInt8(1)...32 { define(.push(size), gas: 3, takes: 0, gives: 1) }
    for depth in UInt8(1)...16 {
      define(.dup(depth), gas: 3, takes: depth, gives: depth + 1)
      define(.swap(depth), gas: 3, takes: depth + 1, gives: depth + 1)
    }
  }

  private mutating func defineLogs() {
    for topics in UInt8(0)...4 {
      define(.log(topics), gas: 375 * (UInt16(topics) + 1), takes: topics + 2, gives: 0)
    }
  }
}
