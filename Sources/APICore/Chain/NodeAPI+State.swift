internal import Chain
internal import Primitives
internal import ProtocolKit

extension NodeAPI {
  /// What a protocol says about its state.
  ///
  /// - Throws: `unknownState` when there is no such protocol, method, number of arguments or record; `malformedArgument`.
  public func readState(protocol name: String, method: String, arguments: [[UInt8]]) throws(APIError) -> [UInt8] {
    let chain = try reading()
    guard let query = chain.parameters.suite.queries[name] else {
      throw APIError(.unknownState, "there is no protocol \"\(name.shortened)\" with readable state")
    }
    do {
      return try query.read(method: method.shortened, arguments: arguments, in: chain.queryContext, state: chain.view.state())
    } catch {
      switch error {
      case .notFound(let detail): throw APIError(.unknownState, detail)
      case .malformedArgument(let detail): throw APIError(.malformedArgument, detail)
      case .fault(let fault): throw APIError(fault)
      }
    }
  }
}

extension String {
  /// What a caller wrote, cut to a length that an error message can hold.
  var shortened: String { utf8.count <= 80 ? self : String(prefix(80)) + "…" }
}
