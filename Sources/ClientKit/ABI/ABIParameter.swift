/// A parameter of a function or event, or a member of a tuple.
public struct ABIParameter: Hashable, Sendable {
  /// Its name; may be empty.
  public let name: String
  /// Its type.
  public let type: ABIType
  /// Whether an event has it among its topics.
  public let isIndexed: Bool

  /// A parameter of these parts.
  public init(name: String, type: ABIType, isIndexed: Bool = false) {
    self.name = name
    self.type = type
    self.isIndexed = isIndexed
  }

  /// Reads a parameter of an interface in JSON.
  init(_ json: JSONValue, depth: Int = 0) throws(ABIError) {
    guard depth < 16 else { throw .malformedInterface("tuples are nested too deep") }
    guard let type = json["type"]?.text else { throw .malformedInterface("a parameter has no type") }
    var components: [ABIParameter] = []
    for component in json["components"]?.elements ?? [] { components.append(try ABIParameter(component, depth: depth + 1)) }
    self.init(name: json["name"]?.text ?? "", type: try ABIType(type, components: components), isIndexed: json["indexed"]?.isTrue ?? false)
  }

  /// Reads a list of parameters.
  static func list(_ json: JSONValue?) throws(ABIError) -> [ABIParameter] {
    var list: [ABIParameter] = []
    for element in json?.elements ?? [] { list.append(try ABIParameter(element)) }
    return list
  }
}
