import GRPCCore
import TestSupport
import Testing

@testable import APICore

/// Requests that no client makes.
@Suite("Mutated requests")
struct MutatedRequestTests {
  private static let calls = RecordedCall.all.filter { $0.path.hasPrefix("iotexapi.APIService/") && !$0.path.contains("Stream") }

  @Test("have an answer or the sender to blame: nothing in them breaks the node")
  func blame() async throws {
    let (api, _) = try RecordedChain.shared.get().api()
    #expect(Self.calls.count > 50)
    try await withAPI(api) { client in
      var random = SeededGenerator(seed: 1)
      var answers = 0
      for _ in 0..<1_000 {
        let call = Self.calls[random.below(Self.calls.count)]
        let request = random.mutated(call.request)
        switch try await client.call(call.path, request) {
        case .answer: answers += 1
        case .failure(let code): #expect(![.internalError, .unknown, .dataLoss].contains(code), "\(call.id): \(request)")
        }
      }
      // Some mutations hit places that nothing checks; if none did, the loop would prove little.
      #expect(answers > 20)
    }
  }
}
