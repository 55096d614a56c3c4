import ProtocolKit
import Testing

@testable import APICore

/// Errors as programs see them.
@Suite("An API error")
struct APIErrorTests {
  private static let own: [APIError.Code] = [
    .malformedHash, .malformedAddress, .malformedAction, .malformedNumber, .malformedArgument, .missingField, .countTooLarge, .emptyRange,
    .beyondTip, .notAnExecution, .gasLimitAboveBlock, .nonceZero, .unknownAccount, .unknownBlock, .unknownAction, .unknownReceipt,
    .unknownEpoch, .unknownState, .alreadyMined, .noContracts, .busy, .tooManySubscribers, .subscriberTooSlow, .shuttingDown, .cancelled,
    .deadlineExceeded, .fault,
  ]

  @Test("has a name of its own for every reason")
  func names() {
    let names = (Self.own + ActionRejection.Code.allCases.map { .rejected($0) }).map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } })
  }

  @Test("blames the node for nothing but its own faults")
  func categories() {
    for code in ActionRejection.Code.allCases {
      let category = APIError.Code.rejected(code).category
      #expect(category != .internal && category != .unavailable && category != .notFound)
    }
    #expect(Self.own.filter { $0.category == .internal } == [.fault])
    #expect(Self.own.filter { $0.category == .unavailable } == [.shuttingDown])
  }
}

/// Settings that cannot be served.
@Suite("An API configuration")
struct APIConfigurationTests {
  @Test("is refused with the name of the setting")
  func refused() {
    let changes: [(String, (inout APIConfiguration) -> Void)] = [
      ("rangeQueryLimit", { $0.rangeQueryLimit = 0 }), ("tpsWindow", { $0.tpsWindow = 0 }), ("tpsWindow", { $0.tpsWindow = 1_001 }),
      ("gasPriceWindow", { $0.gasPriceWindow = 1_001 }), ("gasPricePercentile", { $0.gasPricePercentile = 101 }),
      ("gasPricePercentile", { $0.gasPricePercentile = -1 }), ("answerSizeLimit", { $0.answerSizeLimit = 0 }),
      ("logLimit", { $0.logLimit = 0 }), ("subscriberBuffer", { $0.subscriberBuffer = 0 }),
    ]
    for (setting, change) in changes {
      var configuration = APIConfiguration()
      change(&configuration)
      let error = #expect(throws: APIConfigurationError.self) { try configuration.validate() }
      #expect(error?.setting == setting)
    }
    #expect(throws: Never.self) { try APIConfiguration().validate() }
  }
}
