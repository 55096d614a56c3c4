import ChainCrypto
public import Primitives

extension ABIValue {
  /// Reads a value that a person wrote.
  ///
  /// Numbers may be JSON numbers or texts, decimal or with 0x; bytes are hexadecimal digits; addresses are io1…, 0x… or names.
  ///
  /// - Parameter names: finds the address of a name.
  public init(_ json: JSONValue, type: ABIType, names: (String) -> Address? = { _ in nil }) throws(ABIError) {
    let failure = ABIError.mismatch(value: json.compact, type: type.canonicalName)
    switch type {
    case .unsigned(let bits): self = .number(try Self.number(json.plainText, bits: bits, isSigned: false, failure))
    case .signed(let bits): self = .number(try Self.number(json.plainText, bits: bits, isSigned: true, failure))
    case .address:
      guard let text = json.text, let address = names(text) ?? (try? Address(parsing: text)), Self.hasChecksum(text, of: address) else {
        throw failure
      }
      self = .address(address)
    case .bool:
      switch json {
      case .bool(let value): self = .bool(value)
      case .string("true"): self = .bool(true)
      case .string("false"): self = .bool(false)
      default: throw failure
      }
    case .fixedBytes(let count):
      guard let text = json.text, let bytes = try? Hex.decode(text, prefix: .optional), bytes.count == count else { throw failure }
      self = .bytes(bytes)
    case .bytes:
      guard let text = json.text, let bytes = try? Hex.decode(text, prefix: .optional) else { throw failure }
      self = .bytes(bytes)
    case .string:
      guard let text = json.text else { throw failure }
      self = .string(text)
    case .array(let element):
      self = .list(try Self.list(json, names, failure) { _ in element })
    case .fixedArray(let element, let count):
      guard json.elements?.count == count else { throw failure }
      self = .list(try Self.list(json, names, failure) { _ in element })
    case .tuple(let members):
      let ordered: JSONValue
      if case .object = json { ordered = .array(members.map { json[$0.name] ?? .null }) } else { ordered = json }
      guard ordered.elements?.count == members.count else { throw failure }
      self = .list(try Self.list(ordered, names, failure) { members[$0].type })
    }
  }

  /// Whether an address in mixed letters is one that EIP-55 allows. In letters of one case there is nothing to check.
  private static func hasChecksum(_ text: String, of address: Address) -> Bool {
    let digits = text.dropFirst(2)
    guard text.hasPrefix("0x"), digits.contains(where: \.isUppercase), digits.contains(where: \.isLowercase) else { return true }
    return address.checksummed == text
  }

  private static func list(
    _ json: JSONValue, _ names: (String) -> Address?, _ failure: ABIError, _ type: (Int) -> ABIType
  ) throws(ABIError) -> [ABIValue] {
    guard let elements = json.elements, elements.count <= 1 << 16 else { throw failure }
    var values: [ABIValue] = []
    for (index, element) in elements.enumerated() { values.append(try ABIValue(element, type: type(index), names: names)) }
    return values
  }

  private static func number(_ text: String?, bits: Int, isSigned: Bool, _ failure: ABIError) throws(ABIError) -> U256 {
    guard let text else { throw failure }
    let isNegative = text.hasPrefix("-")
    let digits = isNegative ? String(text.dropFirst()) : text
    guard let magnitude = digits.hasPrefix("0x") ? U256(hex: digits) : U256(decimal: digits) else { throw failure }
    let width = magnitude.bitWidthUsed
    if !isSigned {
      guard !isNegative || magnitude.isZero, width <= bits else { throw failure }
      return magnitude
    }
    guard isNegative else {
      guard width < bits else { throw failure }
      return magnitude
    }
    guard width < bits || (width == bits && magnitude.isPowerOfTwo) else { throw failure }
    return U256.zero &- magnitude
  }

  /// The value for people and programs: numbers as decimal texts, bytes as 0x…, addresses as io1….
  public func json(as type: ABIType) -> JSONValue {
    switch (self, type) {
    case (.number(let value), .signed) where value.isNegative: .string("-" + (U256.zero &- value).decimal)
    case (.number(let value), _): .string(value.decimal)
    case (.address(let address), _): .string(address.bech32)
    case (.bool(let value), _): .bool(value)
    case (.bytes(let bytes), _): .string("0x" + Hex.encode(bytes))
    case (.string(let text), _): .string(text)
    case (.list(let values), .array(let element)), (.list(let values), .fixedArray(let element, _)):
      .array(values.map { $0.json(as: element) })
    case (.list(let values), .tuple(let members)):
      .object(
        zip(values, members.indices).map { value, index in
          JSONValue.Member(members[index].name.isEmpty ? String(index) : members[index].name, value.json(as: members[index].type))
        })
    case (.list, _): .null
    }
  }
}

extension JSONValue {
  /// The text of a string or the digits of a number.
  fileprivate var plainText: String? {
    switch self {
    case .string(let text): text
    case .number(let digits): digits
    default: nil
    }
  }
}
