internal import GRPCCore

/// A call, for metrics.
public enum CallEvent: Sendable {
  /// A call began.
  case began(service: String, method: String)
  /// A call ended with a status, such as "OK" or "NotFound" as grpc-prometheus names them, after so long.
  case ended(service: String, method: String, status: String, duration: Duration)
}

/// Reports every call of every service.
struct CallReporting: ServerInterceptor {
  let report: @Sendable (CallEvent) -> Void

  func intercept<Input: Sendable, Output: Sendable>(
    request: StreamingServerRequest<Input>, context: ServerContext,
    next: @Sendable (StreamingServerRequest<Input>, ServerContext) async throws -> StreamingServerResponse<Output>
  ) async throws -> StreamingServerResponse<Output> {
    let start = ContinuousClock.now
    let method = context.descriptor
    report(.began(service: method.service.fullyQualifiedService, method: method.method))
    let report = report
    let end: @Sendable (String) -> Void = { status in
      report(
        .ended(
          service: method.service.fullyQualifiedService, method: method.method, status: status, duration: ContinuousClock.now - start))
    }
    do {
      var response = try await next(request, context)
      switch response.accepted {
      case .success(var contents):
        let producer = contents.producer
        contents.producer = { writer in
          do {
            let metadata = try await producer(writer)
            end("OK")
            return metadata
          } catch {
            end(Self.status(of: error))
            throw error
          }
        }
        response.accepted = .success(contents)
      case .failure(let error):
        end(Self.name(of: error.code))
      }
      return response
    } catch {
      end(Self.status(of: error))
      throw error
    }
  }

  private static func status(of error: any Error) -> String { name(of: (error as? RPCError)?.code ?? .unknown) }

  /// The name of a status in Go, which dashboards made for the reference know.
  private static func name(of code: RPCError.Code) -> String {
    names.indices.contains(code.rawValue) ? names[code.rawValue] : "Unknown"
  }

  private static let names = [
    "OK", "Canceled", "Unknown", "InvalidArgument", "DeadlineExceeded", "NotFound", "AlreadyExists", "PermissionDenied",
    "ResourceExhausted", "FailedPrecondition", "Aborted", "OutOfRange", "Unimplemented", "Internal", "Unavailable", "DataLoss",
    "Unauthenticated",
  ]
}
