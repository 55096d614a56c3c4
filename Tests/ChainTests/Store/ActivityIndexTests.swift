import ChainCrypto
import ChainTypes
import Primitives
import Storage
import Testing

@testable import Chain

/// What the indexes answer must be what going through all blocks gives, however the runs are merged.
@Suite("The activity index")
struct ActivityIndexTests {
  static let chain = SyntheticChain(blocks: 150, actionsPerBlock: 0...5)
  /// All actions in chain order.
  static let actions: [(action: SealedAction, location: ActionLocation)] = {
    var actions: [(action: SealedAction, location: ActionLocation)] = []
    for entry in chain.entries {
      for (index, action) in entry.block.actions.enumerated() {
        actions.append(
          (action, ActionLocation(height: entry.block.height, index: index, number: UInt64(actions.count))))
      }
    }
    return actions
  }()

  /// Everything merged, nothing merged, and something between.
  static let limits = [ActivityRun.mergeLimit, 0, 6000]

  @Test("merges as far as the limit allows", arguments: zip(limits, [[2, 2, 1, 1, 0, 0, 0, 0, 0, 0], nil, nil]))
  func merges(limit: Int, levels: [Int]?) throws {
    let runs = try BlockStoreFixture(Self.chain, mergeLimit: limit).runs()
    if let levels { #expect(runs.map(\.level) == levels) }
    if limit == 0 { #expect(runs.map(\.level) == [Int](repeating: 0, count: 150)) }
    if limit == 6000 { #expect(Set(runs.map(\.level)) == [0, 1]) }
    var next: UInt64 = 1
    for run in runs {
      #expect(run.firstHeight == next)
      next += ActivityRun.blockCount(level: run.level)
    }
    #expect(next == 151)
  }

  @Test("finds every action by its hash", arguments: limits)
  func byHash(limit: Int) throws {
    let reader = try BlockStoreFixture(Self.chain, mergeLimit: limit).reader()
    for expected in Self.actions {
      let found = try #require(try reader.action(expected.action.hash))
      #expect(found.location == expected.location)
      #expect(found.action == expected.action)
    }
    #expect(try reader.location(ofAction: Hash256(U256(1))) == nil)
  }

  @Test("numbers all actions", arguments: limits)
  func byNumber(limit: Int) throws {
    let reader = try BlockStoreFixture(Self.chain, mergeLimit: limit).reader()
    let count = Self.actions.count
    for (start, limit) in [(0, count), (0, 1), (17, 40), (count - 1, 5), (count, 5), (count + 9, 1), (3, 0)] {
      let found = try reader.actions(fromNumber: UInt64(start), limit: limit)
      let expected = Self.actions.dropFirst(start).prefix(limit)
      #expect(found.map(\.location) == expected.map(\.location))
      #expect(found.map(\.action) == expected.map(\.action))
    }
    #expect(try reader.actionHash(number: 20) == Self.actions[20].action.hash)
    #expect(try reader.actionHash(number: UInt64(count)) == nil)
    #expect(try reader.location(ofNumber: 20) == Self.actions[20].location)
  }

  @Test("finds receipts by action", arguments: limits)
  func receipts(limit: Int) throws {
    let reader = try BlockStoreFixture(Self.chain, mergeLimit: limit).reader()
    let receipts = Self.chain.entries.flatMap(\.receipts)
    let known = Set(receipts.map(\.actionHash))
    for receipt in receipts { #expect(try reader.receipt(ofAction: receipt.actionHash) == receipt) }
    for action in Self.actions where !known.contains(action.action.hash) {
      #expect(try reader.receipt(ofAction: action.action.hash) == nil)
    }
  }

  @Test("keeps the history of every address in both orders", arguments: limits)
  func byAddress(limit: Int) throws {
    let reader = try BlockStoreFixture(Self.chain, mergeLimit: limit).reader()
    let contract = try Address(bech32: Self.chain.contracts[0])
    for address in Self.chain.people.map(\.address) + [contract, .zero] {
      let sent = Self.actions.filter { $0.action.sender == address }.map {
        AddressAction(location: $0.location, role: .sender)
      }
      let received = Self.actions.filter { isSent($0.action, to: address) }.map {
        AddressAction(location: $0.location, role: .recipient)
      }
      #expect(
        try reader.activity(of: address)
          == AddressActivity(sent: UInt64(sent.count), received: UInt64(received.count)))
      let chronological = (sent + received).sorted {
        ($0.location.number, $0.role == .sender ? 0 : 1) < ($1.location.number, $1.role == .sender ? 0 : 1)
      }
      let total = sent.count + received.count
      for (start, limit) in [(0, total), (0, 3), (5, 20), (sent.count - 1, 4), (total - 1, 9), (total, 9), (2, 0)]
      where start >= 0 {
        let page = { (lines: [AddressAction]) in Array(lines.dropFirst(start).prefix(limit)) }
        #expect(
          try reader.actions(of: address, from: UInt64(start), limit: limit, order: .sentThenReceived)
            == page(sent + received))
        #expect(try reader.actions(of: address, from: UInt64(start), limit: limit, order: .chain) == page(chronological))
      }
    }
  }

  @Test("finds logs by address and topics over any range of heights", arguments: limits)
  func logs(limit: Int) throws {
    let reader = try BlockStoreFixture(Self.chain, mergeLimit: limit).reader()
    let all = Self.chain.entries.flatMap { $0.receipts.flatMap(\.logs) }
    let (contracts, topics) = (Self.chain.contracts, Self.chain.topics)
    let filters = [
      LogFilter(), LogFilter(addresses: [contracts[0]]), LogFilter(addresses: contracts), LogFilter(addresses: ["io1"]),
      LogFilter(topics: [[topics[0]]]), LogFilter(topics: [[], [topics[1], topics[2]]]), LogFilter(topics: [[], [], []]),
      LogFilter(addresses: [contracts[1]], topics: [[topics[3]], [topics[4], topics[5]]]),
      LogFilter(topics: [[Hash256.zero]]),
    ]
    for filter in filters {
      for heights: ClosedRange<UInt64> in [1...150, 1...1, 9...70, 128...500, 151...160] {
        let expected = all.filter { heights.contains($0.blockHeight) && filter.matches($0) }
        #expect(try reader.logs(matching: filter, in: heights, limit: .max) == expected)
        #expect(try reader.logs(matching: filter, in: heights, limit: 3) == Array(expected.prefix(3)))
      }
    }
    #expect(all.filter { filters[7].matches($0) }.count >= 2)
  }

  private func isSent(_ action: SealedAction, to address: Address) -> Bool {
    guard let text = action.envelope.payload.destination else { return false }
    return text == address.bech32
  }
}

@Suite("A log filter")
struct LogFilterTests {
  private let log = Log(address: "a", topics: [.zero, Hash256(U256(1))], data: [], blockHeight: 1, actionHash: .zero)

  @Test("does not match logs with fewer topics than it has positions")
  func tooFewTopics() {
    #expect(LogFilter(topics: [[], []]).matches(log))
    #expect(!LogFilter(topics: [[], [], []]).matches(log))
  }

  @Test("matches topics by position")
  func positions() {
    #expect(LogFilter(topics: [[.zero]]).matches(log))
    #expect(!LogFilter(topics: [[], [.zero]]).matches(log))
    #expect(LogFilter(topics: [[], [.zero, Hash256(U256(1))]]).matches(log))
  }

  @Test("compares addresses as they are written")
  func addresses() {
    #expect(LogFilter(addresses: ["b", "a"]).matches(log))
    #expect(!LogFilter(addresses: ["A"]).matches(log))
  }
}
