internal import Storage

extension StorageConformance {
  /// An expectation that was not met.
  struct Expectation: Error, CustomStringConvertible {
    let description: String
  }

  static func expect(_ condition: Bool, _ text: @autoclosure () -> String, line: Int = #line) throws {
    guard condition else { throw Expectation(description: "\(text()) (line \(line))") }
  }

  static func expectEqual<T: Equatable>(_ actual: T, _ expected: T, line: Int = #line) throws {
    try expect(actual == expected, "expected \(expected), got \(actual)", line: line)
  }

  static func expectFault(_ codes: StorageFault.Code..., line: Int = #line, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch let fault as StorageFault {
      return try expect(codes.contains(fault.code), "expected \(codes), got \(fault)", line: line)
    }
    throw Expectation(description: "expected \(codes), but nothing was thrown (line \(line))")
  }

  /// The bytes of a text.
  static func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

  /// A number of up to 16 bits as two bytes in big-endian order.
  static func bytes(_ number: Int) -> [UInt8] { [UInt8(number >> 8 & 0xff), UInt8(number & 0xff)] }
}
