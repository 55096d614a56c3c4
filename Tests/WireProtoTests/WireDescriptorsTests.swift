import GRPCCore
import SwiftProtobuf
import Testing
import WireProto

@Suite("Wire descriptors")
struct WireDescriptorsTests {
  private let files: [Google_Protobuf_FileDescriptorProto]

  init() throws {
    files = try Google_Protobuf_FileDescriptorSet(serializedBytes: WireDescriptors.serializedSet).file
  }

  /// Shapes of the packages that are IoTeX's.
  private var shapes: Set<String> {
    Set(files.filter { $0.package.hasPrefix("iotex") }.flatMap(ShapeLines.lines(of:)))
  }

  private func lines(_ table: String) -> Set<String> { Set(table.split(separator: "\n").map(String.init)) }

  @Test("keep every message, field, enum and method of v0.5.0")
  func keepsReference() {
    #expect(lines(ReferenceShapes.reference).subtracting(shapes).sorted() == [])
  }

  @Test("hold nothing beyond v0.5.0 but the listed additions")
  func addsOnlyWhatIsListed() {
    #expect(shapes.subtracting(lines(ReferenceShapes.reference)) == lines(ReferenceShapes.additions))
  }

  @Test("reuse no field number, enum number or method of v0.5.0 for an addition")
  func additionsCollideWithNothing() {
    let taken = Set(lines(ReferenceShapes.reference).map(ShapeLines.identity(of:)))
    let added = Set(lines(ReferenceShapes.additions).map(ShapeLines.identity(of:)))
    #expect(taken.intersection(added).sorted() == [])
  }

  @Test("place every file after the files it imports")
  func importsComeFirst() {
    var seen: Set<String> = []
    for file in files {
      #expect(Set(file.dependency).subtracting(seen).sorted() == [], "imports of \(file.name)")
      seen.insert(file.name)
    }
  }

  @Test("describe the services that the node offers")
  func describesServices() {
    let services = files.flatMap { file in file.service.map { "\(file.package).\($0.name)" } }
    let generated = [
      Iotexapi_APIService.descriptor, Grpc_Health_V1_Health.descriptor, Grpc_Reflection_V1_ServerReflection.descriptor,
      Grpc_Reflection_V1alpha_ServerReflection.descriptor,
    ]
    #expect(Set(services) == Set(generated.map(\.fullyQualifiedService)))
  }
}
