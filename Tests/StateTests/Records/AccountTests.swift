import ChainTypes
import Primitives
import State
import TestSupport
import Testing

@Suite struct AccountTests {
  private static func stored(_ name: String) throws -> [UInt8] {
    let entry = try #require(try GoldenData.section("states").array.first { $0["name"].string == name })
    return try entry.hex("bytes")
  }

  private static let accounts: [(name: String, account: Account)] = [
    ("empty account", Account()),
    ("account nonce 5 balance 100", Account(nonce: 5, balance: 100)),
    (
      "contract account",
      Account(
        nonce: 1, balance: 1, root: Hash256(hex: "d6c66cad06fe14fdb6ce9297d80d32f24d7428996d0045cbf90cc345c677ba16")!,
        codeHash: Hash256(hex: "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470")!.bytes)
    ),
    (
      "voter account",
      Account(
        nonce: 1, balance: 1_000_000_000_000_000_000, isCandidate: true, votingWeight: VotingWeight(magnitude: 2_000_000_000_000_000_000),
        votee: "io1llupp3n8q5x8usnr5w08j6hc6hn55x64l46rr7")
    ),
  ]

  @Test func `stores accounts as the reference does`() throws {
    #expect(try GoldenData.section("states").array.count == Self.accounts.count + 1)
    for (name, account) in Self.accounts {
      let stored = try Self.stored(name)
      #expect(account.encoded == stored, "\(name)")
      #expect(try Account(decoding: stored) == account, "\(name)")
    }
  }

  @Test func `stores candidate lists as the reference does`() throws {
    let stored = try Self.stored("candidate list")
    let list = try CandidateList(decoding: stored)
    #expect(list.encoded == stored)
    #expect(list.candidates.map(\.votes) == [WireInteger(parsing: "100000000000000000000"), .zero])
    #expect(list.candidates.first?.rewardAddress == "io1llupp3n8q5x8usnr5w08j6hc6hn55x64l46rr7")
  }

  @Test func `has the reference's keys of candidate lists`() throws {
    let keys = try GoldenData.section("stateKeys").array.filter { $0["name"].string == "candidates" }
    #expect(keys.count == 4)
    for entry in keys { #expect(CandidateList.stateKey(height: try entry.uint64("height")).hex == (try entry.string("key"))) }
  }

  @Test func `loses the sign of a voting weight when stored`() throws {
    var account = Account(votingWeight: VotingWeight(magnitude: 5))
    account.votingWeight.subtract(7)
    #expect(account.votingWeight == VotingWeight(magnitude: 2, isNegative: true))
    #expect(try Account(decoding: account.encoded).votingWeight == VotingWeight(magnitude: 2))
  }

  @Test func `takes no bytes for an empty account`() throws {
    #expect(try Account(decoding: []) == Account())
  }

  @Test func `reads another record as the reference would`() throws {
    // A rewarding fund: total and available balance as strings in fields 1 and 2. An account's field 1 is a number.
    let fund: [UInt8] = [0x0a, 3] + "120".utf8 + [0x12, 2] + "45".utf8
    #expect(try Account(decoding: fund) == Account(balance: 45))
    // The admin record, too, has a string in field 2; its field 3 is a number.
    #expect(try Account(decoding: [0x0a, 1, 0x31, 0x12, 1, 0x32, 0x18, 7]) == Account(balance: 2))
  }

  @Test func `fills and cuts roots to 32 bytes`() throws {
    #expect(try Account(decoding: [0x1a, 2, 1, 2]).root.bytes == [1, 2] + [UInt8](repeating: 0, count: 30))
    #expect(try Account(decoding: [0x1a, 33] + [UInt8](repeating: 9, count: 33)).root.bytes == [UInt8](repeating: 9, count: 32))
  }

  @Test(
    arguments: [
      [0x08], [0x12, 5, 0x31], [0x0c], [0x3a, 1, 0xff], [0x12, 2, 0x2d, 0x31], [0x12, 79] + [UInt8](repeating: 0x39, count: 79),
      [0x32, 33] + [UInt8](repeating: 1, count: 33),
    ] as [[UInt8]])
  func `refuses bytes that are no account`(bytes: [UInt8]) {
    #expect(throws: CodecError.self) { try Account(decoding: bytes) }
  }

  @Test func `holds the greatest balance, weight and nonce`() throws {
    let account = Account(
      nonce: .max, balance: .max, root: Hash256(U256.max), codeHash: [UInt8](repeating: 0xff, count: 32), isCandidate: true,
      votingWeight: VotingWeight(magnitude: .max), votee: String(repeating: "é", count: 300))
    #expect(try Account(decoding: account.encoded) == account)
  }

  @Test func `raises the nonce and never lowers it`() {
    var account = Account(nonce: 4)
    account.raiseNonce(to: 3)
    #expect(account.nonce == 4)
    account.raiseNonce(to: 9)
    #expect(account.nonce == 9)
  }

  @Test func `counts the hash of empty code as a contract`() {
    #expect(!Account().isContract)
    #expect(Account(codeHash: [UInt8](repeating: 0, count: 32)).isContract)
  }
}

@Suite struct VotingWeightTests {
  @Test func `calculates with signs`() {
    var weight = VotingWeight.zero
    weight.subtract(3)
    #expect(weight == VotingWeight(magnitude: 3, isNegative: true))
    weight.subtract(4)
    #expect(weight == VotingWeight(magnitude: 7, isNegative: true))
    weight.add(7)
    #expect(weight == .zero)
    #expect(!weight.isNegative)
    weight.add(2)
    weight.subtract(2)
    #expect(weight == .zero)
  }

  @Test func `orders negative weights below positive ones`() {
    let ascending = [
      VotingWeight(magnitude: 9, isNegative: true), VotingWeight(magnitude: 1, isNegative: true), .zero, VotingWeight(magnitude: 1),
    ]
    for (left, right) in zip(ascending, ascending.dropFirst()) {
      #expect(left < right)
      #expect(!(right < left))
    }
  }

  @Test func `stops at the greatest magnitude`() {
    var weight = VotingWeight(magnitude: .max)
    weight.add(1)
    #expect(weight.magnitude == .max)
  }
}

@Suite struct CandidateListOrderTests {
  @Test func `orders by votes, then by address, both descending`() {
    let candidate = { (address: String, votes: WireInteger) in Candidate(address: address, votes: votes, rewardAddress: "") }
    var list = CandidateList([
      candidate("io1b", WireInteger(1)), candidate("io1c", WireInteger(2, isNegative: true)), candidate("io1d", WireInteger(5)),
      candidate("io1a", WireInteger(1)), candidate("io1e", .zero),
    ])
    list.sort()
    #expect(list.candidates.map(\.address) == ["io1d", "io1b", "io1a", "io1e", "io1c"])
  }
}
