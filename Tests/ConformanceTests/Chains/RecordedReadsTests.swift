import ChainTypes
import Primitives
import ProtocolKit
import TestSupport
import Testing

@Suite struct RecordedReadsTests {
  static let chains = GoldenChain.recordedInFull.filter { $0.has("reads.json") }

  @Test func `there are recorded calls`() { #expect(Self.chains.count >= 3) }

  @Test(arguments: chains)
  func `read-only calls at the tip give what was recorded`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    #expect(replay.stop == nil)
    let reads = try RecordedRead.all(of: replay)
    var comparison = Comparison()
    for (index, read) in reads.enumerated() {
      let recorded = read.recorded
      let place = "read \(index) (\(recorded["comment"].string ?? ""))"
      comparison.equal(read.action.sender.bech32, recorded["caller"].string, "\(place), caller")
      comparison.equal(read.execution.contract, recorded["contract"].string, "\(place), contract")
      comparison.equal(read.execution.data, recorded["data"].hexBytes, "\(place), data")
      switch read.answer {
      case .success(let (output, receipt)):
        comparison.equal(recorded["error"].exists, false, "\(place), error")
        comparison.equal(output, recorded["return"].hexBytes, "\(place), output")
        comparison.equal(receipt.status, recorded["status"].uint64, "\(place), status")
        comparison.equal(receipt.gasConsumed, recorded["gasConsumed"].uint64, "\(place), gas")
        comparison.equal(receipt.contractAddress, recorded["contractAddress"].string, "\(place), contract address")
        comparison.equal(receipt.logs.count, recorded["numLogs"].int, "\(place), logs")
        comparison.equal(receipt.encoded, recorded["receipt"].hexBytes, "\(place), receipt")
      case .failure(let error):
        comparison.equal(Self.referenceText(of: error), recorded["error"].string, "\(place), error \(error)")
      }
    }
    #expect(comparison.differences == [])
    #expect(comparison.count >= 4 * reads.count)
    #expect(reads.count == (try golden.json("reads.json"))?.array.count)
  }

  /// What the reference says instead of an error.
  private static func referenceText(of error: HandlingError) -> String? {
    switch error {
    case .blockGasLimitReached: "Hit Gas Limit"
    case .rejected(let rejection) where rejection.code == .intrinsicGasTooLow: "Out of gas"
    default: nil
    }
  }
}
