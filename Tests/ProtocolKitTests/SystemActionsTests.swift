import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import Testing

@Suite struct SystemActionsTests {
  private static let key = TestKeys.numbered(3)
  private static let system = SystemActions(producer: key)

  @Test func `costs nothing and uses no nonce`() throws {
    let actions = [
      Self.system.grantReward(.block, height: 7), Self.system.grantReward(.epoch, height: 8),
      Self.system.pollResult(CandidateList(), epochStart: 9), Self.system.memorialTransfer(gasLimit: 5_000_000),
    ]
    for action in actions {
      #expect(action.sender == Self.key.publicKey.address)
      #expect(action.verifySignature())
      #expect(action.envelope.nonce == 0)
      #expect(action.envelope.gasPrice == .zero)
      #expect(action.envelope.version == 1)
      #expect(try action.envelope.cost() == .zero)
    }
    #expect(actions.map(\.envelope.gasLimit) == [0, 0, 0, 5_000_000])
  }

  @Test func `says what is granted, announced and remembered`() throws {
    guard case .grantReward(let grant) = Self.system.grantReward(.epoch, height: 8).envelope.payload,
      case .putPollResult(let result) = Self.system.pollResult(CandidateList(), epochStart: 9).envelope.payload,
      case .transfer(let memorial) = Self.system.memorialTransfer(gasLimit: 1).envelope.payload
    else {
      Issue.record("other kinds of actions")
      return
    }
    #expect(grant.rewardType == .epoch)
    #expect(grant.height == 8)
    #expect(result.height == 9)
    #expect(memorial.recipient == Self.key.publicKey.address.bech32)
    #expect(memorial.payload.count == 157)
  }
}
