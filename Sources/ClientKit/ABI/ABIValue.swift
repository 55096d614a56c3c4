public import Primitives

/// A value of a parameter.
public enum ABIValue: Hashable, Sendable {
  /// A number; negative ones in two's complement.
  case number(U256)
  case address(Address)
  case bool(Bool)
  /// The content of `bytes` and `bytesN`.
  case bytes([UInt8])
  case string(String)
  /// The elements of arrays and the members of tuples.
  case list([ABIValue])
}
