import EVM
import Primitives
import TestSupport

/// Random code that does something more often than not: constants, arithmetic, memory, storage, jumps, calls.
struct RandomProgram {
  private var random: SeededGenerator
  private var code: [UInt8] = []

  static func make(seed: UInt64, length: Int) -> [UInt8] {
    var program = RandomProgram(random: SeededGenerator(seed: seed))
    while program.code.count < length { program.addPiece() }
    return program.code
  }

  private init(random: SeededGenerator) {
    self.random = random
  }

  private mutating func addPiece() {
    switch UInt64.random(in: 0..<20, using: &random) {
    case 0..<6: addPush()
    case 6..<9: add([UInt8.random(in: 0x01...0x0b, using: &random)])
    case 9..<11: add([UInt8.random(in: 0x10...0x1d, using: &random)])
    case 11: add([UInt8.random(in: 0x80...0x85, using: &random)])
    case 12: add([UInt8.random(in: 0x90...0x95, using: &random)])
    case 13: add([0x60, UInt8.random(in: 0...255, using: &random), 0x51 + UInt8.random(in: 0...1, using: &random)])
    case 14: add([0x60, UInt8.random(in: 0...3, using: &random), [0x54, 0x55, 0x5c, 0x5d].randomElement(using: &random) ?? 0x54])
    case 15: add([UInt8.random(in: 0x30...0x48, using: &random)])
    case 16: add([0x5b])
    case 17: addJump()
    case 18: add([0x5f, 0x5f, 0x5f, 0x5f, 0x5f, 0x60, UInt8.random(in: 1...9, using: &random), 0x61, 0xff, 0xff, 0xf1])
    default: add([UInt8.random(in: 0...255, using: &random)])
    }
  }

  private mutating func add(_ bytes: [UInt8]) {
    code += bytes
  }

  private mutating func addPush() {
    let size = UInt8.random(in: 1...32, using: &random)
    code.append(0x5f + size)
    for _ in 0..<size { code.append(Bool.random(using: &random) ? 0 : UInt8.random(in: 0...255, using: &random)) }
  }

  /// A jump to a place that exists more often than not: the JUMPDEST is put right behind.
  private mutating func addJump() {
    let isConditional = Bool.random(using: &random)
    if isConditional { code += [0x60, UInt8.random(in: 0...1, using: &random)] }
    let target = code.count + 5
    code += [0x61, UInt8(target >> 8), UInt8(target & 0xff), isConditional ? 0x57 : 0x56, 0x01, 0x5b]
  }
}
