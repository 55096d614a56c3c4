internal import SwiftProtobuf
internal import WireProto

/// The protocol files by name and by what they declare.
struct ReflectionIndex: Sendable {
  private struct File: Sendable {
    let encoding: [UInt8]
    let imports: [String]
  }

  private var files: [String: File] = [:]
  private var fileOfSymbol: [String: String] = [:]
  private var messages: Set<String> = []
  /// Full names of the declared services.
  private(set) var services: Set<String> = []

  /// Reads a serialised `google.protobuf.FileDescriptorSet`.
  init(descriptorSet: [UInt8]) throws {
    for file in try Google_Protobuf_FileDescriptorSet(serializedBytes: descriptorSet).file {
      files[file.name] = File(encoding: try file.serializedBytes(), imports: file.dependency)
      add(file)
    }
  }

  /// The encodings of a file and of everything that it imports, the file first; nil when there is no such file.
  func encodings(ofFile name: String) -> [[UInt8]]? {
    guard files[name] != nil else { return nil }
    var order: [String] = []
    var queue = [name]
    while let next = queue.popLast() {
      guard !order.contains(next), let file = files[next] else { continue }
      order.append(next)
      queue += file.imports.reversed()
    }
    return order.compactMap { files[$0]?.encoding }
  }

  /// The same for the file that declares a service, method, message, enumeration, value, field or oneof.
  func encodings(ofFileWithSymbol symbol: String) -> [[UInt8]]? {
    fileOfSymbol[symbol].flatMap(encodings(ofFile:))
  }

  /// Whether a message of this name is declared. None of them has extensions.
  func declaresMessage(_ name: String) -> Bool { messages.contains(name) }

  private mutating func add(_ file: Google_Protobuf_FileDescriptorProto) {
    let scope = file.package
    for message in file.messageType { add(message, in: scope, of: file.name) }
    for enumeration in file.enumType { add(enumeration, in: scope, of: file.name) }
    for service in file.service {
      let name = Self.join(scope, service.name)
      services.insert(name)
      fileOfSymbol[name] = file.name
      for method in service.method { fileOfSymbol[Self.join(name, method.name)] = file.name }
    }
  }

  private mutating func add(_ message: Google_Protobuf_DescriptorProto, in scope: String, of file: String) {
    let name = Self.join(scope, message.name)
    messages.insert(name)
    fileOfSymbol[name] = file
    for field in message.field { fileOfSymbol[Self.join(name, field.name)] = file }
    for oneof in message.oneofDecl { fileOfSymbol[Self.join(name, oneof.name)] = file }
    for nested in message.nestedType { add(nested, in: name, of: file) }
    for enumeration in message.enumType { add(enumeration, in: name, of: file) }
  }

  /// The values of an enumeration are names beside it, not in it.
  private mutating func add(_ enumeration: Google_Protobuf_EnumDescriptorProto, in scope: String, of file: String) {
    fileOfSymbol[Self.join(scope, enumeration.name)] = file
    for value in enumeration.value { fileOfSymbol[Self.join(scope, value.name)] = file }
  }

  private static func join(_ scope: String, _ name: String) -> String { scope.isEmpty ? name : "\(scope).\(name)" }
}
