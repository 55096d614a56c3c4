import Chain
import ChainSpec
import ChainTypes
import Primitives
import ProtocolKit
import RollDPoS
import State
import TestSupport
import Testing

/// All answers are read at the tip, as they were recorded.
@Suite struct RecordedEpochsTests {
  @Test(arguments: GoldenChain.recordedInFull)
  func `epochs have the recorded candidates, delegates and producers`(_ golden: GoldenChain) async throws {
    let replay = try await golden.replayed()
    let view = try replay.chain.view()
    let parameters = replay.chain.parameters
    let epochs = parameters.epochs
    let state = view.state()
    var comparison = Comparison()
    for recorded in try golden.state()["epochs"].array where try recorded.uint64("startHeight") <= replay.height {
      let epoch = try recorded.uint64("epoch")
      let start = try recorded.uint64("startHeight")
      comparison.equal(epochs.startHeight(of: epoch), start, "epoch \(epoch), first height")
      comparison.equal(epochs.lastHeight(of: epoch), try recorded.uint64("lastHeight"), "epoch \(epoch), last height")

      let candidates = try parameters.suite.candidates.candidates(at: start, epochs: epochs, state: state)?.candidates ?? []
      let recordedCandidates = try recorded["candidates"].array.map { entry in
        Candidate(
          address: try entry.string("address"), votes: WireInteger(parsing: try entry.string("votes")),
          rewardAddress: try entry.string("rewardAddress"))
      }
      comparison.equal(candidates, recordedCandidates, "epoch \(epoch), candidates")

      let roster = DelegateRoster(
        candidates: candidates.map(\.address), epochStart: start, epochs: epochs,
        rotatesWithRounds: parameters.genesis.blockchain.timeBasedRotation)
      comparison.equal(roster?.addresses ?? [], recorded["delegates"].array.compactMap(\.string), "epoch \(epoch), delegates")

      let counts = try Productivity(
        epoch: epoch, epochs: epochs, candidates: parameters.suite.candidates, history: view.history, state: state)
      if recorded["productivityError"].exists {
        comparison.equal(counts == nil, true, "epoch \(epoch), productivity")
      } else {
        comparison.equal(counts?.blocks, recorded["productivity"]["numBlocks"].uint64, "epoch \(epoch), number of blocks")
        let produced = recorded["productivity"]["produced"].object.compactMapValues(\.uint64)
        comparison.equal(counts?.produced, produced, "epoch \(epoch), blocks by producer")
      }
      for method in ["BlockProducersByEpoch", "ActiveBlockProducersByEpoch"] {
        comparison.equal(
          try Self.ask(method, epoch: epoch, of: replay.chain, view, state),
          recorded[method].exists ? recorded[method].array.compactMap(\.string) : nil,
          "epoch \(epoch), \(method)")
      }
    }
    #expect(comparison.differences == [])
    #expect(comparison.count > 0)
  }

  /// Asks the poll protocol as clients do; nil when the question has no answer.
  private static func ask(
    _ method: String, epoch: UInt64, of chain: Chain, _ view: ChainView, _ state: WorkingSet
  ) throws -> [String]? {
    guard let query = chain.parameters.suite.queries["poll"] else { return nil }
    let context = StateQueryContext(height: view.head.height, epochs: chain.parameters.epochs, history: view.history)
    let argument = withUnsafeBytes(of: epoch.littleEndian) { [UInt8]($0) }
    do throws(StateQueryError) {
      let answer = try query.read(method: method, arguments: [argument], in: context, state: state)
      return try? CandidateList(decoding: answer).candidates.map(\.address)
    } catch {
      return nil
    }
  }
}
