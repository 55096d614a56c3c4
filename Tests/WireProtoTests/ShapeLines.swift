import SwiftProtobuf

/// Renders a descriptor in the lines of ``ReferenceShapes``.
enum ShapeLines {
  /// All facts of a file.
  static func lines(of file: Google_Protobuf_FileDescriptorProto) -> [String] {
    let scope = file.package
    return file.messageType.flatMap { lines(of: $0, in: scope) } + file.enumType.flatMap { lines(of: $0, in: scope) }
      + file.service.flatMap { lines(of: $0, in: scope) }
  }

  /// The part of a line that two facts may not share: a field's or enum case's number, a method's or message's name.
  static func identity(of line: String) -> String {
    let words = line.split(separator: " ")
    return words.prefix(words.count > 1 && words[1] == "=" ? 3 : 2).joined(separator: " ")
  }

  private static func lines(of message: Google_Protobuf_DescriptorProto, in scope: String) -> [String] {
    let name = "\(scope).\(message.name)"
    let fields = message.field.map { field in
      let label = field.label == .repeated ? "repeated " : ""
      let place = field.hasOneofIndex ? " in \(message.oneofDecl[Int(field.oneofIndex)].name)" : ""
      return "\(name) \(field.number) \(label)\(type(of: field)) \(field.name)\(place)"
    }
    return ["message \(name)"] + fields + message.nestedType.flatMap { lines(of: $0, in: name) }
      + message.enumType.flatMap { lines(of: $0, in: name) }
  }

  private static func lines(of enumeration: Google_Protobuf_EnumDescriptorProto, in scope: String) -> [String] {
    enumeration.value.map { "\(scope).\(enumeration.name) = \($0.number) \($0.name)" }
  }

  private static func lines(of service: Google_Protobuf_ServiceDescriptorProto, in scope: String) -> [String] {
    service.method.map { method in
      let stream = method.serverStreaming ? "stream " : ""
      return "\(scope).\(service.name) \(method.name) \(method.inputType.dropFirst()) -> \(stream)\(method.outputType.dropFirst())"
    }
  }

  /// A message's or enum's full name, or the scalar type as .proto files spell it.
  private static func type(of field: Google_Protobuf_FieldDescriptorProto) -> String {
    if field.hasTypeName { return String(field.typeName.dropFirst()) }
    switch field.type {
    case .string: return "string"
    case .bytes: return "bytes"
    case .bool: return "bool"
    case .uint32: return "uint32"
    case .uint64: return "uint64"
    case .int32: return "int32"
    case .int64: return "int64"
    default: return "type \(field.type.rawValue)"
    }
  }
}
