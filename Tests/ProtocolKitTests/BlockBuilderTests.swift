import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Testing

@Suite struct BlockBuilderTests {
  private static let keys = (10..<16).map { TestKeys.numbered($0) }

  private static func action(_ sender: Int, _ nonce: UInt64, price: UInt64 = 1, _ order: ScriptedHandler.Order = .accept) -> SealedAction {
    .transfer(from: keys[sender], to: .zero, nonce: nonce, price: U256(price), payload: [order.rawValue])
  }

  /// Builds block 2 from these actions.
  private static func build(
    _ actions: [SealedAction], gasLeft: UInt64 = 1_000_000, residue: UInt64 = 0, gas: UInt64 = 10_000, state: WorkingSet? = nil
  ) throws -> (contents: BlockBuilder.Contents, state: WorkingSet) {
    let suite = ProtocolSuite(
      handlers: [ScriptedHandler(gas: gas), IdleGrantHandler()], genesisOrder: [], candidates: EmptyDirectory(), polls: nil, contracts: nil)
    let state = try state ?? .sample()
    let contents = try BlockBuilder(suite: suite, gasResidue: residue).build(
      from: ActionQueue(Dictionary(grouping: actions, by: \.sender)), in: .sample(gasLeft: gasLeft),
      system: SystemActions(producer: TestKeys.numbered(0)), history: SampleHistory(tipHeight: 1), state: state)
    return (contents, state)
  }

  /// The users' actions of a block.
  private static func users(_ contents: BlockBuilder.Contents) -> [SealedAction] { contents.actions.filter { $0.envelope.nonce > 0 } }

  @Test func `closes a block with the producer's reward and the height`() throws {
    let (contents, state) = try Self.build([])
    #expect(contents.actions.map(\.envelope.payload.kind) == [.grantReward])
    #expect(contents.receipts.map(\.actionHash) == contents.actions.map(\.hash))
    #expect(try state.height() == 2)
    #expect(state.writes.last?.key == Array("currentHeight".utf8))
  }

  @Test func `leaves out a bad action with all behind it, undoes it, and goes on with other senders`() throws {
    let bad = Self.action(0, 1, price: 9, .refuse)
    let good = [Self.action(1, 1, price: 5), Self.action(2, 1, price: 3)]
    let (contents, state) = try Self.build([bad, Self.action(0, 2, price: 9)] + good)
    #expect(Self.users(contents) == good)
    #expect(contents.refused.map(\.action) == [bad])
    #expect(contents.refused.map(\.reason.code) == [.insufficientBalance])
    #expect(state.writes.map(\.key) == good.map(\.hash.bytes) + [Array("currentHeight".utf8)])
  }

  @Test func `leaves out an action for which the block has no gas, without refusing it`() throws {
    let (contents, _) = try Self.build([Self.action(0, 1, price: 9, .exceedBlock), Self.action(1, 1)])
    #expect(Self.users(contents).map(\.sender) == [Self.keys[1].publicKey.address])
    #expect(contents.refused.isEmpty)
  }

  @Test func `stops when this node fails`() throws {
    do {
      _ = try Self.build([Self.action(1, 1, price: 9), Self.action(0, 1, .fail)])
      Issue.record("built")
    } catch HandlingError.fault(let fault) {
      #expect(fault == .history("as ordered"))
    }
  }

  @Test func `counts the gas of receipts against the block's limit`() throws {
    let actions = (0..<5).map { Self.action($0, 1) }
    #expect(Self.users(try Self.build(actions, gasLeft: 30_000).contents).count == 3)
    #expect(Self.users(try Self.build(actions, gasLeft: 39_999).contents).count == 3)
    #expect(Self.users(try Self.build(actions, gasLeft: 40_000).contents).count == 4)
    #expect(Self.users(try Self.build(actions, gasLeft: 9_999).contents).isEmpty)
  }

  @Test func `tries no more users' actions below the residue`() throws {
    let actions = (0..<5).map { Self.action($0, 1) }
    #expect(Self.users(try Self.build(actions, gasLeft: 50_000, residue: 20_001).contents).count == 3)
    #expect(Self.users(try Self.build(actions, gasLeft: 50_000, residue: 20_000).contents).count == 4)
  }

  @Test func `takes only nonces that continue the confirmed ones`() throws {
    let sender = Self.keys[0].publicKey.address
    let state = { try WorkingSet.sample([sender: Account(nonce: 4)]) }
    let nonces = { (given: [UInt64]) in
      let (contents, _) = try Self.build(given.map { Self.action(0, $0) }, state: state())
      return (taken: Self.users(contents).map(\.envelope.nonce), refused: contents.refused.map(\.reason.code))
    }
    #expect(try nonces([5, 6, 7]).taken == [5, 6, 7])
    #expect(try nonces([3, 4, 5, 6]).taken == [5, 6])
    #expect(try nonces([3, 4, 5, 6]).refused == [.nonceTooLow, .nonceTooLow])
    #expect(try nonces([5, 5, 6]).taken == [5, 6])
    #expect(try nonces([5, 7]).taken == [5])
    #expect(try nonces([5, 7]).refused == [])
    #expect(try nonces([6]).taken == [])
    #expect(try nonces([0, 5]).taken == [5])
    #expect(try nonces([.max]).taken == [])
  }

  @Test func `makes the same block from the same actions in any order`() throws {
    let actions = (0..<6).flatMap { sender in (1...3).map { Self.action(sender, $0, price: 2) } }
    let first = try Self.build(actions).contents.actions
    let lines = Dictionary(grouping: actions, by: \.sender)
    let second = try Self.build(lines.keys.sorted { $0.hash > $1.hash }.flatMap { lines[$0] ?? [] }).contents.actions
    #expect(first == second)
    #expect(first.count == 19)
  }
}
