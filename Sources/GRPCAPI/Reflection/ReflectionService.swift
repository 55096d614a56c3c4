internal import APICore
internal import GRPCCore
internal import GRPCProtobuf
internal import SwiftProtobuf
internal import WireProto

/// Server reflection, by which tools learn the protocol from the server: `grpc.reflection.v1` and `v1alpha`.
///
/// The messages of both versions have the same encodings, so one implementation serves both.
struct ReflectionService: RegistrableRPCService {
  typealias Request = Grpc_Reflection_V1alpha_ServerReflectionRequest
  typealias Response = Grpc_Reflection_V1alpha_ServerReflectionResponse

  private let api: NodeAPI
  private let index: ReflectionIndex
  /// Full names of the services of the server, in the order of their bytes.
  private let services: [String]

  /// Reflection of a server with these services; itself is added.
  init(api: NodeAPI, index: ReflectionIndex, services: [ServiceDescriptor]) {
    self.api = api
    self.index = index
    self.services = (services + Self.methods.map(\.service)).map(\.fullyQualifiedService).sorted { left, right in
      left.utf8.lexicographicallyPrecedes(right.utf8)
    }
  }

  private static let methods = [
    Grpc_Reflection_V1_ServerReflection.Method.ServerReflectionInfo.descriptor,
    Grpc_Reflection_V1alpha_ServerReflection.Method.ServerReflectionInfo.descriptor,
  ]

  func registerMethods<Transport: ServerTransport>(with router: inout RPCRouter<Transport>) {
    for method in Self.methods {
      router.registerHandler(
        forMethod: method, deserializer: ProtobufDeserializer<Request>(), serializer: ProtobufSerializer<Response>()
      ) { request, context in
        StreamingServerResponse { writer in
          try await untilCancelled(context, api) {
            for try await message in request.messages { try await writer.write(answer(message)) }
          }
          return [:]
        }
      }
    }
  }

  /// Answers one question. What is not found is part of the answer, and the stream goes on.
  func answer(_ request: Request) -> Response {
    var response = Response()
    response.validHost = request.host
    response.originalRequest = request
    switch request.messageRequest {
    case .fileByFilename(let name):
      response.messageResponse = Self.files(index.encodings(ofFile: name), "file", name)
    case .fileContainingSymbol(let symbol):
      response.messageResponse = Self.files(index.encodings(ofFileWithSymbol: symbol), "symbol", symbol)
    case .fileContainingExtension(let request):
      response.messageResponse = Self.error(
        .notFound, "there is no extension \(request.extensionNumber) of \(request.containingType.prefix(200))")
    case .allExtensionNumbersOfType(let name):
      response.messageResponse =
        index.declaresMessage(name)
        ? .allExtensionNumbersResponse(.with { $0.baseTypeName = name }) : Self.error(.notFound, "there is no message \(name.prefix(200))")
    case .listServices:
      response.messageResponse = .listServicesResponse(.with { $0.service = services.map { name in .with { $0.name = name } } })
    case nil:
      response.messageResponse = Self.error(.invalidArgument, "the request asks for nothing")
    }
    return response
  }

  private static func files(_ encodings: [[UInt8]]?, _ kind: String, _ name: String) -> Response.OneOf_MessageResponse {
    guard let encodings else { return error(.notFound, "there is no \(kind) \(name.prefix(200))") }
    return .fileDescriptorResponse(.with { $0.fileDescriptorProto = encodings.map(\.data) })
  }

  private static func error(_ code: RPCError.Code, _ message: String) -> Response.OneOf_MessageResponse {
    .errorResponse(
      .with {
        $0.errorCode = Int32(code.rawValue)
        $0.errorMessage = message
      })
  }
}
