import Chain
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import RollDPoS
import State
import Storage
import TestSupport

/// A recorded chain after its import into memory, and what was compared on the way.
struct ReplayedChain: Sendable {
  /// The record.
  let golden: GoldenChain
  /// The chain with all blocks up to `height`.
  let chain: Chain
  /// The blocks of the file.
  let blocks: [Block]
  /// Why the import ended before the last block; nil when it did not.
  private(set) var stop: BlockError?
  /// The difference behind `stop`, if it is a digest.
  private(set) var explanation = ""
  /// Every write of every block, compared with `writes.jsonl`.
  private(set) var writes = Comparison()
  /// Accounts, fund and rewards, compared with the snapshots of `state.json` when the import passed their heights.
  private(set) var states = Comparison()
  /// Every footer, by this client's rules for new blocks.
  private(set) var footers = Comparison()
  /// The heights of these snapshots.
  private(set) var snapshotHeights: [UInt64] = []

  /// The last imported height.
  var height: UInt64 { chain.head.height }

  /// The last height that this client is to import: the one below the first action of a sub-chain, or the file's last.
  var lastSupportedHeight: UInt64 {
    blocks.first { $0.actions.contains { $0.envelope.payload.isSubChain || $0.envelope.payload.isPlum } }.map { $0.height - 1 }
      ?? UInt64(blocks.count)
  }

  /// Imports all blocks: signatures, footers, actions, digests and receipts verified, each block committed on its own.
  init(_ golden: GoldenChain) throws {
    self.golden = golden
    blocks = try golden.decodedBlocks()
    chain = try Chain(store: try MemoryStore(tables: Chain.tables), parameters: try golden.parameters())
    let verifier = try golden.footerVerifier()
    let recordedWrites = try golden.writes()
    let snapshots = try golden.state()["heights"].object
    try compareState(with: snapshots["0"])
    for block in blocks {
      let executed: ExecutedBlock
      do throws(BlockError) {
        let verified = try Self.verified(block)
        executed = try chain.extend { (session) throws(BlockError) in
          try chain.processor.verifyFooter(of: block, with: verifier, parent: session.head, reader: session.reader)
          judgeFooter(of: block, in: session)
          return try session.append(verified, policy: .history)
        }
      } catch {
        stop = error
        explanation = try explain(error, block, recordedWrites)
        break
      }
      compare(executed.state.writes, with: recordedWrites[Int(block.height) - 1])
      try compareState(with: snapshots["\(block.height)"])
    }
    if height == UInt64(blocks.count) { try compareState(with: golden.state()["tip"]) }
  }

  private static func verified(_ block: Block) throws(BlockError) -> VerifiedBlock {
    do {
      return try VerifiedBlock(verifying: block, parallel: false)
    } catch {
      throw .rejected(error)
    }
  }
}

extension ReplayedChain {
  /// Verifies a footer with the endorsements of delegates alone, with and without a look at the turn.
  private mutating func judgeFooter(of block: Block, in session: ChainSession) {
    for requiresTurn in [true, false] {
      do {
        let verifier = try golden.footerVerifier(countsOnlyDelegates: true, requiresTurn: requiresTurn)
        try chain.processor.verifyFooter(of: block, with: verifier, parent: session.head, reader: session.reader)
        footers.equal(true, true, "")
      } catch {
        footers.fail("block \(block.height): \(error)")
      }
    }
  }

  private mutating func compare(_ writes: WorkingSet.Writes, with recorded: GoldenChain.WriteLog) {
    let place = "block \(recorded.height)"
    self.writes.equal(writes.count, recorded.writes.count, "\(place), number of writes")
    for (index, (actual, expected)) in zip(writes, recorded.writes).enumerated() {
      let entry = GoldenChain.WriteLog.Entry(
        isDelete: actual.isDelete, namespace: actual.namespace.name, key: actual.key, value: actual.value)
      self.writes.equal(entry, expected, "\(place), write \(index)")
    }
  }

  /// Executes a block again whose digest differs, and names the first write that does.
  private func explain(_ error: BlockError, _ block: Block, _ recorded: [GoldenChain.WriteLog]) throws -> String {
    guard case .rejected(let rejection) = error, case .mismatch(.deltaStateDigest, _, _) = rejection.reason else { return "" }
    let view = try chain.view()
    let executed = try chain.processor.run(
      Self.verified(block), on: view.head, state: view.state(), history: view.history, policy: .history)
    var copy = self
    copy.writes = Comparison()
    copy.compare(executed.state.writes, with: recorded[Int(block.height) - 1])
    return copy.writes.differences.joined(separator: "\n")
  }

  /// Compares the state now with a snapshot; does nothing when there is none.
  private mutating func compareState(with snapshot: JSON?) throws {
    guard let snapshot else { return }
    snapshotHeights.append(height)
    let height = height
    let view = try chain.view()
    let state = view.state()
    let rewards = RewardReading(chain: chain, view: view)
    for (text, recorded) in snapshot["accounts"].object {
      let place = "height \(height), account \(text)"
      let address = try Address(bech32: text)
      states.equal(try rewards.unclaimed(by: text), snapshot["unclaimed"][text].string ?? "0", "\(place), unclaimed")
      let account: Account?
      do {
        account = try state.account(address)
      } catch {
        if !recorded["error"].exists { states.fail("\(place): \(error)") }
        continue
      }
      if recorded["error"].exists { states.fail("\(place): an account, recorded \(recorded["error"].string ?? "")") }
      try compare(account, with: recorded, at: place)
    }
    states.equal(try rewards.balance("TotalBalance"), snapshot["fund"]["totalBalance"].string, "height \(height), fund's total")
    states.equal(
      try rewards.balance("AvailableBalance"), snapshot["fund"]["availableBalance"].string, "height \(height), fund's available balance")
  }

  private mutating func compare(_ account: Account?, with recorded: JSON, at place: String) throws {
    let actual = account ?? Account()
    states.equal(actual == Account(), recorded["empty"].bool ?? false, "\(place), empty")
    states.equal(actual.nonce, try recorded.uint64("nonce"), "\(place), nonce")
    states.equal(actual.balance.decimal, try recorded.string("balance"), "\(place), balance")
    states.equal(actual.codeHash, recorded["codeHash"].hexBytes ?? [], "\(place), code hash")
    states.equal(actual.root.hex, recorded["root"].string ?? Hash256.zero.hex, "\(place), root")
    states.equal(actual.isCandidate, recorded["isCandidate"].bool ?? false, "\(place), candidate")
    states.equal(actual.votingWeight.magnitude.decimal, recorded["votingWeight"].string ?? "0", "\(place), voting weight")
    states.equal(actual.votee, recorded["votee"].string ?? "", "\(place), votee")
  }
}

/// Asks the rewarding protocol as clients do.
private struct RewardReading {
  private let query: (any StateQuery)?
  private let context: StateQueryContext
  private let state: WorkingSet

  init(chain: Chain, view: ChainView) {
    query = chain.parameters.suite.queries["rewarding"]
    context = StateQueryContext(height: view.head.height, epochs: chain.parameters.epochs, history: view.history)
    state = view.state()
  }

  func balance(_ method: String, _ arguments: [[UInt8]] = []) throws -> String? {
    try query.map { String(decoding: try $0.read(method: method, arguments: arguments, in: context, state: state), as: UTF8.self) }
  }

  func unclaimed(by address: String) throws -> String? {
    try balance("UnclaimedBalance", [Array(address.utf8)])
  }
}
