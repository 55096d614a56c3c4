public import Primitives

/// The code of an account that delegates to another: 0xef0100 and the address (EIP-7702).
public enum Delegation {
  /// The number of bytes of such code.
  static let byteCount = 23

  /// Whom the code delegates to; `nil` for any other code.
  public static func target(of code: Bytecode) -> Address? {
    guard code.count == byteCount, code.base[0] == 0xef, code.base[1] == 1, code.base[2] == 0 else { return nil }
    return Address(Hash160(UnsafeRawBufferPointer(rebasing: code.buffer[3...])))
  }

  /// The code that delegates to an address.
  public static func code(to target: Address) -> [UInt8] {
    [0xef, 0x01, 0x00] + target.bytes
  }
}
