/// Reads JSON (RFC 8259), with a limit on nesting.
public struct JSONParser {
  /// How deep arrays and objects may be nested.
  public static let maximumDepth = 64

  private let scalars: [Unicode.Scalar]
  private var position = 0

  private init(_ text: String) { scalars = Array(text.unicodeScalars) }

  /// The value that a text holds.
  public static func parse(_ text: String) throws(JSONError) -> JSONValue {
    var parser = JSONParser(text)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    if let next = parser.peek { throw parser.unexpected(next, "after top-level value") }
    return value
  }

  /// The value that UTF-8 bytes hold.
  public static func parse(_ bytes: [UInt8]) throws(JSONError) -> JSONValue {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .notUTF8 }
    return try parse(text)
  }

  private var peek: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private func unexpected(_ scalar: Unicode.Scalar, _ context: String) -> JSONError {
    .unexpected(Character(scalar), context: context)
  }

  private mutating func skipSpace() {
    while let next = peek, next == " " || next == "\n" || next == "\t" || next == "\r" { position += 1 }
  }

  private mutating func next() throws(JSONError) -> Unicode.Scalar {
    guard let scalar = peek else { throw .unexpectedEnd }
    position += 1
    return scalar
  }

  private mutating func value(depth: Int, context: String = "looking for beginning of value") throws(JSONError) -> JSONValue {
    guard depth < Self.maximumDepth else { throw .tooDeep }
    skipSpace()
    let first = try next()
    switch first {
    case "{": return try object(depth: depth)
    case "[": return try array(depth: depth)
    case "\"": return .string(try string())
    case "t": return try literal("true", .bool(true))
    case "f": return try literal("false", .bool(false))
    case "n": return try literal("null", .null)
    case "-", "0"..."9": return try number(first)
    default: throw unexpected(first, context)
    }
  }

  private mutating func literal(_ word: String, _ value: JSONValue) throws(JSONError) -> JSONValue {
    for expected in word.unicodeScalars.dropFirst() {
      let scalar = try next()
      guard scalar == expected else { throw unexpected(scalar, "in literal \(word) (expecting '\(expected)')") }
    }
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    skipSpace()
    if peek == "}" {
      position += 1
      return .object(members)
    }
    while true {
      skipSpace()
      let quote = try next()
      guard quote == "\"" else { throw unexpected(quote, "looking for beginning of object key string") }
      let name = try string()
      skipSpace()
      let colon = try next()
      guard colon == ":" else { throw unexpected(colon, "after object key") }
      members.append(JSONValue.Member(name, try value(depth: depth + 1)))
      skipSpace()
      switch try next() {
      case ",": continue
      case "}": return .object(members)
      case let other: throw unexpected(other, "after object key:value pair")
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    var elements: [JSONValue] = []
    skipSpace()
    if peek == "]" {
      position += 1
      return .array(elements)
    }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      switch try next() {
      case ",": continue
      case "]": return .array(elements)
      case let other: throw unexpected(other, "after array element")
      }
    }
  }

  private mutating func string() throws(JSONError) -> String {
    var text = String.UnicodeScalarView()
    while true {
      let scalar = try next()
      switch scalar {
      case "\"": return String(text)
      case "\\": text.append(try escape())
      case _ where scalar.value < 0x20: throw unexpected(scalar, "in string literal")
      default: text.append(scalar)
      }
    }
  }

  private mutating func escape() throws(JSONError) -> Unicode.Scalar {
    let scalar = try next()
    switch scalar {
    case "\"", "\\", "/": return scalar
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u": return try escapedScalar()
    default: throw unexpected(scalar, "in string escape code")
    }
  }

  /// The scalar of one or two `\u` escapes; half a pair becomes U+FFFD.
  private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
    let first = try unit()
    guard (0xd800..<0xdc00).contains(first), peek == "\\", position + 1 < scalars.count, scalars[position + 1] == "u" else {
      return Unicode.Scalar(first) ?? "\u{fffd}"
    }
    let mark = position
    position += 2
    let second = try unit()
    guard (0xdc00..<0xe000).contains(second) else {
      position = mark
      return "\u{fffd}"
    }
    return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00)) ?? "\u{fffd}"
  }

  private mutating func unit() throws(JSONError) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      let scalar = try next()
      guard let digit = Character(scalar).hexDigitValue, scalar.isASCII else {
        throw unexpected(scalar, "in \\u hexadecimal character escape")
      }
      unit = unit << 4 | UInt32(digit)
    }
    return unit
  }

  private mutating func number(_ first: Unicode.Scalar) throws(JSONError) -> JSONValue {
    var text = String.UnicodeScalarView([first])
    if first == "-" {
      let digit = try next()
      guard isDigit(digit) else { throw unexpected(digit, "in numeric literal") }
      text.append(digit)
    }
    if text.last != "0" { takeDigits(&text) }
    if peek == "." {
      text.append(try next())
      try digits(&text, "after decimal point in numeric literal")
    }
    if peek == "e" || peek == "E" {
      text.append(try next())
      if peek == "+" || peek == "-" { text.append(try next()) }
      try digits(&text, "in exponent of numeric literal")
    }
    return .number(String(text))
  }

  private mutating func digits(_ text: inout String.UnicodeScalarView, _ context: String) throws(JSONError) {
    let digit = try next()
    guard isDigit(digit) else { throw unexpected(digit, context) }
    text.append(digit)
    takeDigits(&text)
  }

  private mutating func takeDigits(_ text: inout String.UnicodeScalarView) {
    while let digit = peek, isDigit(digit) {
      text.append(digit)
      position += 1
    }
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
