import ChainCrypto
import ChainTypes
import RollDPoS
import Testing

@Suite struct ConsensusTimeoutsTests {
  private static let second: Int64 = 1_000_000_000

  @Test func `has the reference's defaults, which fit its interval`() {
    let reference = ConsensusTimeouts.reference
    #expect(reference.acceptBlock == 4 * Self.second)
    #expect(reference.round == 8 * Self.second)
    #expect(reference.problem(interval: 10 * Self.second) == nil)
    #expect(reference.problem(interval: 8 * Self.second) != nil)
    #expect(reference.problem(interval: 2 * Self.second) != nil)
  }

  @Test(arguments: [1, 10, 200, 1000, 5000, 10_000, 60_000] as [Int64])
  func `fits every interval when scaled`(milliseconds: Int64) {
    let interval = milliseconds * 1_000_000
    let timeouts = ConsensusTimeouts.scaled(toInterval: interval)
    #expect(timeouts.problem(interval: interval) == nil)
    if milliseconds == 10_000 { #expect(timeouts.round == ConsensusTimeouts.reference.round) }
  }

  @Test func `names what is wrong`() {
    var timeouts = ConsensusTimeouts.reference
    timeouts.acceptBlock = 0
    #expect(timeouts.problem(interval: 10 * Self.second)?.contains("above zero") == true)
    timeouts = .reference
    timeouts.mintAhead = -1
    #expect(timeouts.problem(interval: 10 * Self.second) != nil)
    timeouts = .reference
    timeouts.acceptBlock = 6 * Self.second
    #expect(timeouts.problem(interval: 10 * Self.second)?.contains("together") == true)
  }

  @Test func `takes the lower median of commits' dates for a footer`() throws {
    let key = try MachineNetwork(1).keys[0]
    func footerTime(_ seconds: [Int64]) -> Timestamp? {
      BlockFooter.agreedTime(
        of: seconds.map { Endorsement(timestamp: Timestamp(seconds: $0), endorser: key.publicKey, signature: []) })
    }
    #expect(footerTime([]) == nil)
    #expect(footerTime([18, 18, 18]) == Timestamp(seconds: 18))
    #expect(footerTime([28, 18, 18]) == Timestamp(seconds: 18))
    #expect(footerTime([28, 18]) == Timestamp(seconds: 18))
    #expect(footerTime([253_402_300_799, 18, 28]) == Timestamp(seconds: 28))
  }
}
