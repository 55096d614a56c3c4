import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Testing

@Suite struct CandidateRegisterTests {
  private let state: WorkingSet
  private let names = (0..<4).map { TestKeys.numbered($0).publicKey.address.bech32 }

  init() throws { state = try .sample() }

  private func votes(at height: UInt64) throws -> [String: WireInteger] {
    Dictionary(uniqueKeysWithValues: try CandidateRegister.list(at: height, state: state)?.candidates.map { ($0.address, $0.votes) } ?? [])
  }

  private static func code(_ body: () throws(HandlingError) -> Void) -> ActionRejection.Code? {
    do throws(HandlingError) {
      try body()
      return nil
    } catch {
      if case .rejected(let rejection) = error { return rejection.code }
      return nil
    }
  }

  @Test func `begins with an empty list at the first heights only`() throws {
    #expect(try CandidateRegister.mostRecentList(at: 0, state: state) == CandidateList())
    #expect(try CandidateRegister.mostRecentList(at: 1, state: state) == CandidateList())
    #expect(try CandidateRegister.mostRecentList(at: 2, state: state) == nil)
    #expect(Self.code { () throws(HandlingError) in try CandidateRegister.add(names[0], at: 2, state: state) } == .arithmetic)
  }

  @Test func `orders by votes, then by address, both descending`() throws {
    for name in names { try CandidateRegister.add(name, at: 0, state: state) }
    try CandidateRegister.update(names[2], votes: VotingWeight(magnitude: 9), at: 0, state: state)
    try CandidateRegister.update(names[0], votes: VotingWeight(magnitude: 50, isNegative: true), at: 0, state: state)
    let list = try #require(try CandidateRegister.list(at: 0, state: state)).candidates
    let middle = [names[1], names[3]].sorted(by: >)
    #expect(list.map(\.address) == [names[2]] + middle + [names[0]])
    // The sign is lost when the list is stored.
    #expect(list.map(\.votes) == [9, 0, 0, 50].map { WireInteger(U256($0)) })
  }

  @Test func `stores a changed list under the height of the change and keeps earlier ones`() throws {
    try CandidateRegister.add(names[0], at: 1, state: state)
    try CandidateRegister.add(names[1], at: 5, state: state)
    #expect(try votes(at: 1).keys.sorted() == [names[0]])
    #expect(try votes(at: 5).keys.sorted() == names[0...1].sorted())
    #expect(try CandidateRegister.list(at: 4, state: state) == nil)
    #expect(try CandidateRegister.mostRecentList(at: 4, state: state)?.candidates.map(\.address) == [names[0]])
  }

  @Test func `adds a candidate once and removes it`() throws {
    try CandidateRegister.add(names[0], at: 1, state: state)
    try CandidateRegister.update(names[0], votes: VotingWeight(magnitude: 3), at: 1, state: state)
    try CandidateRegister.add(names[0], at: 2, state: state)
    #expect(try votes(at: 2) == [names[0]: WireInteger(3)])
    try CandidateRegister.remove(TestKeys.numbered(3).publicKey.address, at: 3, state: state)
    #expect(try votes(at: 3) == [names[0]: WireInteger(3)])
    try CandidateRegister.remove(TestKeys.numbered(0).publicKey.address, at: 4, state: state)
    #expect(try CandidateRegister.list(at: 4, state: state) == nil)
    #expect(try CandidateRegister.mostRecentList(at: 9, state: state) == CandidateList())
  }

  @Test func `refuses votes for somebody who is not on the list, where the reference panics`() throws {
    try CandidateRegister.add(names[0], at: 1, state: state)
    let code = Self.code { () throws(HandlingError) in
      try CandidateRegister.update(names[1], votes: VotingWeight(magnitude: 3), at: 1, state: state)
    }
    #expect(code == .arithmetic)
  }

  @Test func `refuses candidates without an address`() throws {
    #expect(Self.code { () throws(HandlingError) in try CandidateRegister.add("io1nobody", at: 1, state: state) } == .invalidAddress)
  }

  @Test func `moves voting weight between account and list`() throws {
    let votee = TestKeys.numbered(0).publicKey.address
    state.setAccount(Account(isCandidate: true), at: votee)
    try CandidateRegister.add(names[0], at: 1, state: state)
    try state.changeVotingWeight(of: names[0], at: 2) { $0.add(7) }
    #expect(try state.account(votee)?.votingWeight == VotingWeight(magnitude: 7))
    #expect(try votes(at: 2) == [names[0]: WireInteger(7)])
    // Who is no candidate has a weight and no place on the list.
    try state.changeVotingWeight(of: names[1], at: 3) { $0.add(5) }
    #expect(try state.account(TestKeys.numbered(1).publicKey.address)?.votingWeight == VotingWeight(magnitude: 5))
    #expect(try CandidateRegister.list(at: 3, state: state) == nil)
    #expect(Self.code { () throws(HandlingError) in try state.changeVotingWeight(of: "nobody", at: 3) { _ in } } == .invalidAddress)
  }
}
