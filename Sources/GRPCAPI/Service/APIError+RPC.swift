internal import APICore
internal import GRPCCore
internal import GRPCProtobuf

extension APIError {
  /// The error as gRPC carries it: status code, text, and a `google.rpc.ErrorInfo` of the domain "iotex" whose reason is
  /// the code's name in capitals.
  var rpcError: RPCError {
    RPCError(
      GoogleRPCStatus(
        code: category.rpcCode, message: message,
        details: .errorInfo(
          reason: String(code.name.map { $0 == "-" ? "_" : Character($0.uppercased()) }), domain: "iotex", metadata: details)))
  }
}

extension APIError.Category {
  var rpcCode: RPCError.Code {
    switch self {
    case .invalidArgument: .invalidArgument
    case .notFound: .notFound
    case .alreadyExists: .alreadyExists
    case .permissionDenied: .permissionDenied
    case .failedPrecondition: .failedPrecondition
    case .outOfRange: .outOfRange
    case .unimplemented: .unimplemented
    case .resourceExhausted: .resourceExhausted
    case .unavailable: .unavailable
    case .internal: .internalError
    case .cancelled: .cancelled
    case .deadlineExceeded: .deadlineExceeded
    }
  }
}
