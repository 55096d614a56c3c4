/// The type of a parameter of a contract's function. Source: the Solidity contract ABI specification.
public indirect enum ABIType: Hashable, Sendable {
  /// An unsigned number of so many bits.
  case unsigned(Int)
  /// A signed number of so many bits.
  case signed(Int)
  case address
  case bool
  /// So many bytes, 1 to 32.
  case fixedBytes(Int)
  case bytes
  case string
  case array(ABIType)
  case fixedArray(ABIType, Int)
  case tuple([ABIParameter])

  /// The largest length of an array in a type.
  public static let maximumLength = 4096

  /// Reads a type's name, such as `uint256[2][]`.
  ///
  /// - Parameter components: the members, if it is a `tuple`.
  public init(_ name: String, components: [ABIParameter] = []) throws(ABIError) {
    guard name.utf8.count <= 128 else { throw .unknownType(String(name.prefix(40)) + "…") }
    if name.hasSuffix("]"), let open = name.lastIndex(of: "[") {
      let element = try ABIType(String(name[..<open]), components: components)
      let count = name[name.index(after: open)...].dropLast()
      if count.isEmpty {
        self = .array(element)
        return
      }
      guard let number = Int(count), (0...Self.maximumLength).contains(number) else { throw .unknownType(name) }
      self = .fixedArray(element, number)
      return
    }
    switch name {
    case "address", "address payable": self = .address
    case "bool": self = .bool
    case "bytes": self = .bytes
    case "string": self = .string
    case "tuple": self = .tuple(components)
    case "uint": self = .unsigned(256)
    case "int": self = .signed(256)
    case "function": self = .fixedBytes(24)
    default: self = try Self.sized(name)
    }
  }

  private static func sized(_ name: String) throws(ABIError) -> ABIType {
    let letters = name.prefix { $0.isLetter }
    guard let size = Int(name.dropFirst(letters.count)), name.last?.isNumber == true else { throw .unknownType(name) }
    switch letters {
    case "uint" where size % 8 == 0 && (8...256).contains(size): return .unsigned(size)
    case "int" where size % 8 == 0 && (8...256).contains(size): return .signed(size)
    case "bytes" where (1...32).contains(size): return .fixedBytes(size)
    default: throw .unknownType(name)
    }
  }

  /// The name that goes into a function's signature.
  public var canonicalName: String {
    switch self {
    case .unsigned(let bits): "uint\(bits)"
    case .signed(let bits): "int\(bits)"
    case .address: "address"
    case .bool: "bool"
    case .fixedBytes(let count): "bytes\(count)"
    case .bytes: "bytes"
    case .string: "string"
    case .array(let element): element.canonicalName + "[]"
    case .fixedArray(let element, let count): element.canonicalName + "[\(count)]"
    case .tuple(let members): "(" + members.map(\.type.canonicalName).joined(separator: ",") + ")"
    }
  }

  /// Whether values have no fixed size, so that they stand in the tail.
  var isDynamic: Bool {
    switch self {
    case .bytes, .string, .array: true
    case .fixedArray(let element, _): element.isDynamic
    case .tuple(let members): members.contains { $0.type.isDynamic }
    default: false
    }
  }

  /// The number of bytes of a value in the head.
  var headSize: Int {
    if isDynamic { return 32 }
    switch self {
    case .fixedArray(let element, let count): return element.headSize * count
    case .tuple(let members): return members.map(\.type.headSize).reduce(0, +)
    default: return 32
    }
  }
}
