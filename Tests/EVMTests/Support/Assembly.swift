import EVM
import Primitives

/// Builds byte code for tests.
struct Assembly {
  private(set) var bytes: [UInt8] = []

  /// Code of some instructions without operands.
  init(_ opcodes: Opcode...) {
    bytes = opcodes.map(\.rawValue)
  }

  /// PUSH of the shortest size that holds the number, at least PUSH1.
  func push(_ value: U256) -> Assembly {
    let digits = value.minimalBigEndianBytes
    return raw([0x5f + UInt8(max(1, digits.count))] + (digits.isEmpty ? [0] : digits))
  }

  /// PUSH20 of an address.
  func push(_ address: Address) -> Assembly { raw([0x73] + address.bytes) }

  /// Instructions without operands.
  func then(_ opcodes: Opcode...) -> Assembly { raw(opcodes.map(\.rawValue)) }

  /// Any bytes.
  func raw(_ more: [UInt8]) -> Assembly {
    var copy = self
    copy.bytes += more
    return copy
  }

  /// The same code again and again.
  func repeated(_ count: Int) -> Assembly {
    var copy = self
    copy.bytes = Array(repeatElement(bytes, count: count).joined())
    return copy
  }

  /// Another piece of code behind this one.
  func then(_ other: Assembly) -> Assembly { raw(other.bytes) }

  /// Returns the top word.
  func returningTop() -> Assembly {
    push(0).then(.mstore).push(32).push(0).then(.return)
  }

  /// SSTORE of a value.
  func store(_ value: U256, at key: U256) -> Assembly { push(value).push(key).then(.sstore) }

  /// A call instruction with all its operands; the value is left out for those that take none.
  func call(
    _ opcode: Opcode, _ target: Address, gas: U256 = 0xffff_ffff, value: U256 = 0, input: (U256, U256) = (0, 0),
    output: (U256, U256) = (0, 0)
  ) -> Assembly {
    let operands = push(output.1).push(output.0).push(input.1).push(input.0)
    let takesValue = opcode == .call || opcode == .callCode
    return (takesValue ? operands.push(value) : operands).push(target).push(gas).then(opcode)
  }

  /// Writes up to 32 bytes of init code to memory and creates a contract of it.
  func create(_ initCode: [UInt8], value: U256 = 0, salt: U256? = nil) -> Assembly {
    let word = initCode + [UInt8](repeating: 0, count: 32 - initCode.count)
    let ready = raw([0x7f] + word).push(0).then(.mstore)
    let salted = salt.map { ready.push($0) } ?? ready
    return salted.push(U256(UInt64(initCode.count))).push(0).push(value).then(salt == nil ? .create : .create2)
  }
}

extension Address {
  /// The address whose last bytes are the number.
  init(number: U256) {
    self.init(Hash160(truncating: number))
  }
}
