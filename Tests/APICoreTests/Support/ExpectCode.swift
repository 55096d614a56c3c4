import Testing

@testable import APICore

/// Expects a request to fail with a code, and gives the error.
@discardableResult
func expectFailure<Value>(
  _ code: APIError.Code, sourceLocation: SourceLocation = #_sourceLocation, _ body: () throws -> Value
) -> APIError? {
  let error = #expect(throws: APIError.self, sourceLocation: sourceLocation) { _ = try body() }
  #expect(error?.code == code, sourceLocation: sourceLocation)
  return error
}
