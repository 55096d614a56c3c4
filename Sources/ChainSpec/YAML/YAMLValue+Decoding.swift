package import Primitives

/// Reading a value as what its key takes. Each function says in its problem what the value is, and what to write instead.
///
/// They accept what the reference's YAML library accepts for a field of the kind, but for forms that are mistakes in practice:
/// floating-point numbers for whole ones, and true or false for text.
extension YAMLValue {
  /// True or false.
  package func boolean(at path: String) throws(YAMLProblem) -> Bool {
    guard case .boolean(let value) = content else {
      throw wrongKind(path, wanted: "true or false", remedy: "write true or false, without quotes")
    }
    return value
  }

  /// A whole number of a type, such as `UInt64`.
  package func integer<Number: FixedWidthInteger>(_ type: Number.Type, at path: String) throws(YAMLProblem) -> Number {
    guard case .integer(let wide) = content else {
      throw wrongKind(path, wanted: "a whole number", remedy: "write digits only, without quotes")
    }
    guard let value = Number(exactly: wide) else {
      throw YAMLProblem(
        .invalidValue, key: path, at: place, "\(wide) is out of range", remedy: "write a number from \(Number.min) to \(Number.max)")
    }
    return value
  }

  /// Text. A whole number stands for its decimal form, as in the reference.
  package func text(at path: String) throws(YAMLProblem) -> String {
    switch content {
    case .text(let text): return text
    case .integer(let value): return String(value)
    default: throw wrongKind(path, wanted: "text", remedy: "put the text in quotes")
    }
  }

  /// A duration in Go's notation; a number without a unit counts nanoseconds, as in the reference. In nanoseconds.
  package func duration(at path: String) throws(YAMLProblem) -> Int64 {
    switch content {
    case .integer: return try integer(Int64.self, at: path)
    case .text(let text):
      guard let value = GoDuration.nanoseconds(parsing: text) else {
        throw YAMLProblem(
          .invalidValue, key: path, at: place, "\"\(text)\" is no duration",
          remedy: "write a number and a unit, such as 10s, 500ms or 1m30s")
      }
      return value
    default: throw wrongKind(path, wanted: "a duration", remedy: "write a number and a unit, such as 10s, 500ms or 1m30s")
    }
  }

  /// An amount in Rau: a decimal number in its shortest form. Needs quotes from 2^64 on, as in the reference, which otherwise reads a
  /// floating-point number and fails.
  package func amount(at path: String) throws(YAMLProblem) -> U256 {
    if case .floatingPoint = content {
      throw wrongKind(
        path, wanted: "an amount", remedy: "put the digits in quotes, and write no fraction and no exponent: amounts are in Rau")
    }
    let text = try text(at: path)
    guard let value = U256(decimal: text), value.decimal == text else {
      throw YAMLProblem(
        .invalidValue, key: path, at: place, "\"\(text)\" is no amount in Rau",
        remedy: "write a decimal number below 2^256 without sign, leading zeros or separators, in quotes")
    }
    return value
  }

  /// An address in its shortest written form, `io1…` in lower case.
  package func address(at path: String) throws(YAMLProblem) -> Address {
    let text = try text(at: path)
    guard let address = try? Address(bech32: text), address.bech32 == text else {
      throw YAMLProblem(
        .invalidValue, key: path, at: place, "\"\(text)\" is no address", remedy: "write the address in its io1… form, in lower case")
    }
    return address
  }

  /// A list, each element read by the given function.
  package func list<Element>(
    at path: String, of element: (YAMLValue, String) throws(YAMLProblem) -> Element
  ) throws(YAMLProblem) -> [Element] {
    guard case .list(let values) = content else {
      throw wrongKind(path, wanted: "a list", remedy: "write each element on a line of its own, beginning with \"- \", or [] for none")
    }
    var elements: [Element] = []
    elements.reserveCapacity(values.count)
    for (index, value) in values.enumerated() { elements.append(try element(value, "\(path)[\(index)]")) }
    return elements
  }

  private func wrongKind(_ path: String, wanted: String, remedy: String) -> YAMLProblem {
    YAMLProblem(.wrongKind, key: path, at: place, "this is \(kind), not \(wanted)", remedy: remedy)
  }
}
