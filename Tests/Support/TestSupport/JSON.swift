import Foundation

/// Read access to a parsed JSON document, for tests.
///
/// Look-ups of what is not there give a value whose every accessor is nil or empty; a test that needs a value says so with `require`.
/// The tree under it is made once by Foundation's parser and never changed, so sharing it between threads is safe.
public struct JSON: @unchecked Sendable {
  /// What Foundation made: a dictionary, array, string, number or null; nil for "not there".
  private let node: Any?
  /// Where in the document this is, for messages.
  public let path: String

  private init(node: Any?, path: String) {
    self.node = node is NSNull ? nil : node
    self.path = path
  }

  /// Parses a document.
  ///
  /// - Throws: Foundation's error for bytes that are no JSON.
  public init(parsing bytes: [UInt8], name: String = "") throws {
    self.init(node: try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]), path: name)
  }

  /// The member of an object.
  public subscript(key: String) -> JSON { JSON(node: (node as? [String: Any])?[key], path: "\(path).\(key)") }

  /// The element of an array.
  public subscript(index: Int) -> JSON {
    let array = node as? [Any]
    return JSON(node: array.flatMap { $0.indices.contains(index) ? $0[index] : nil }, path: "\(path)[\(index)]")
  }

  /// Whether there is a value other than null here.
  public var exists: Bool { node != nil }

  /// The elements of an array, in order; empty if this is none.
  public var array: [JSON] {
    ((node as? [Any]) ?? []).enumerated().map { JSON(node: $0.element, path: "\(path)[\($0.offset)]") }
  }

  /// The members of an object by key; empty if this is none.
  public var object: [String: JSON] {
    var result: [String: JSON] = [:]
    for (key, value) in (node as? [String: Any]) ?? [:] { result[key] = JSON(node: value, path: "\(path).\(key)") }
    return result
  }

  /// The keys of an object, sorted; empty if this is none.
  public var keys: [String] { ((node as? [String: Any]) ?? [:]).keys.sorted() }

  /// A string's text.
  public var string: String? { node as? String }
  /// A boolean.
  public var bool: Bool? { node as? Bool }
  /// A number that fits, or a string of decimal digits.
  public var int: Int? { string.map { Int($0) } ?? (node as? NSNumber).flatMap { Int(exactly: $0) } }
  /// A number that fits, or a string of decimal digits.
  public var uint64: UInt64? { string.map { UInt64($0) } ?? (node as? NSNumber).flatMap { UInt64(exactly: $0) } }

  /// The bytes that a string spells in hex, with or without 0x; nil for anything else.
  public var hexBytes: [UInt8]? {
    guard var digits = string?.utf8[...] else { return nil }
    if digits.starts(with: "0x".utf8) { digits = digits.dropFirst(2) }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var result: [UInt8] = []
    result.reserveCapacity(digits.count / 2)
    var high: UInt8?
    for digit in digits {
      let nibble: UInt8
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): nibble = digit - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): nibble = digit - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): nibble = digit - UInt8(ascii: "A") + 10
      default: return nil
      }
      if let first = high {
        result.append(first << 4 | nibble)
        high = nil
      } else {
        high = nibble
      }
    }
    return result
  }

  /// A member's value through one of the accessors, or an error that names the place.
  public func require<T>(_ key: String, _ accessor: (JSON) -> T?) throws(GoldenDataError) -> T {
    guard let value = accessor(self[key]) else { throw .unexpected(self[key].path) }
    return value
  }

  /// The string member `key`.
  public func string(_ key: String) throws(GoldenDataError) -> String { try require(key, \.string) }
  /// The member `key`, hex as bytes.
  public func hex(_ key: String) throws(GoldenDataError) -> [UInt8] { try require(key, \.hexBytes) }
  /// The integer member `key`.
  public func int(_ key: String) throws(GoldenDataError) -> Int { try require(key, \.int) }
  /// The unsigned member `key`.
  public func uint64(_ key: String) throws(GoldenDataError) -> UInt64 { try require(key, \.uint64) }
  /// The boolean member `key`.
  public func bool(_ key: String) throws(GoldenDataError) -> Bool { try require(key, \.bool) }
}
