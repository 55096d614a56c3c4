import ChainCrypto
import ChainTypes
import Primitives
import TestSupport
import Testing

@Suite("Actions: vectors of the reference", .needsGolden("vectors.json"))
struct ActionVectorTests {
  @Test("decodes, re-encodes and hashes every action that the reference can build")
  func actions() throws {
    let section = try GoldenData.section("actions").array
    #expect(section.count == 17)
    for vector in section {
      let bytes = try vector.hex("action")
      let action = try SealedAction(decoding: bytes)
      let name = Comment(rawValue: try vector.string("name"))
      #expect(action.hash.bytes == (try vector.hex("actionHash")), name)
      #expect(action.digest.bytes == (try vector.hex("envelopeHash")), name)
      #expect(action.encoded == bytes, name)
      #expect(action.envelope.encoded == (try vector.hex("core")), name)
      #expect(action.envelope.payload.encoded == (try vector.hex("payload")), name)
      #expect(action.signature == (try vector.hex("signature")), name)
      #expect(action.verifySignature(), name)
      #expect(action.envelope.nonce == (try vector.uint64("nonce")), name)
      #expect(action.envelope.gasLimit == (try vector.uint64("gasLimit")), name)
      #expect(action.envelope.gasPrice.decimal == (try vector.string("gasPrice")), name)
      #expect(try action.envelope.payload.intrinsicGas() == (try vector.uint64("intrinsicGas")), name)
      #expect(try action.envelope.cost().decimal == (try vector.string("cost")), name)
      #expect(action.envelope.payload.isExperimental == (try vector.bool("experimental")), name)
      #expect(try vector.string("name").hasPrefix("unvote") || vector.string("name").hasPrefix(action.envelope.payload.kind.rawValue), name)
      try checkFields(of: action.envelope.payload, against: vector["fields"], name)
    }
  }

  @Test("signs to the same bytes as the reference")
  func signing() throws {
    for vector in try GoldenData.section("actions").array {
      let key = try PrivateKey(hex: try vector.string("privateKey"))
      let envelope = try Envelope(decoding: try vector.hex("core"))
      let action = SealedAction.sign(envelope, with: key)
      #expect(action.encoded == (try vector.hex("action")))
      #expect(action.hash.bytes == (try vector.hex("actionHash")))
      #expect(action.sender == key.publicKey.address)
    }
  }

  @Test("hashes non-canonical wire forms as the reference does, and refuses what it refuses")
  func wireActions() throws {
    let section = try GoldenData.section("wireActions").array
    #expect(section.count == 9)
    for vector in section {
      let bytes = try vector.hex("wire")
      let name = try vector.string("name")
      #expect(Keccak256.hash(bytes).bytes == (try vector.hex("hashOfWire")))
      if name == "createPlumChain" {
        // The reference cannot load these; this client does, and refuses them by what they are.
        let action = try SealedAction(decoding: bytes)
        #expect(action.envelope.payload.isPlum)
        #expect(action.hash.bytes == (try vector.hex("hashOfWire")))
      } else if vector["error"].exists {
        #expect(throws: CodecError.self, Comment(rawValue: name)) { try SealedAction(decoding: bytes) }
      } else {
        let action = try SealedAction(decoding: bytes)
        #expect(action.encoded == (try vector.hex("reserialized")), Comment(rawValue: name))
        #expect(action.hash.bytes == (try vector.hex("actionHash")), Comment(rawValue: name))
        #expect(action.digest.bytes == (try vector.hex("envelopeHash")), Comment(rawValue: name))
      }
    }
  }

  private func checkFields(of payload: ActionPayload, against fields: JSON, _ name: Comment) throws {
    switch payload {
    case .transfer(let action):
      #expect(action.amount.decimal == (try fields.string("amount")), name)
      #expect(action.recipient == (try fields.string("recipient")), name)
      #expect(action.payload == (try fields.hex("payload")), name)
      #expect(payload.destination == action.recipient, name)
    case .vote(let action):
      #expect(action.votee == (try fields.string("votee")), name)
    case .execution(let action):
      #expect(action.amount.decimal == (try fields.string("amount")), name)
      #expect(action.contract == (try fields.string("contract")), name)
      #expect(action.data == (try fields.hex("data")), name)
    case .startSubChain(let action):
      #expect(action.chainID == UInt32(try fields.int("chainID")), name)
      #expect(action.securityDeposit.decimal == (try fields.string("securityDeposit")), name)
      #expect(action.operationDeposit.decimal == (try fields.string("operationDeposit")), name)
      #expect(action.startHeight == (try fields.uint64("startHeight")), name)
      #expect(action.parentHeightOffset == (try fields.uint64("parentHeightOffset")), name)
    case .stopSubChain(let action):
      #expect(action.subChainAddress == (try fields.string("chainAddress")), name)
      #expect(action.stopHeight == (try fields.uint64("stopHeight")), name)
    case .putBlock(let action):
      #expect(action.subChainAddress == (try fields.string("subChainAddress")), name)
      #expect(action.height == (try fields.uint64("height")), name)
      #expect(action.roots.map(\.name) == fields["roots"].keys, name)
      for root in action.roots { #expect(root.value.hex == fields["roots"][root.name].string, name) }
    case .createDeposit(let action):
      #expect(action.chainID == UInt32(try fields.int("chainID")), name)
      #expect(action.amount.decimal == (try fields.string("amount")), name)
      #expect(action.recipient == (try fields.string("recipient")), name)
    case .settleDeposit(let action):
      #expect(action.amount.decimal == (try fields.string("amount")), name)
      #expect(action.recipient == (try fields.string("recipient")), name)
      #expect(action.index == (try fields.uint64("index")), name)
    case .depositToRewardingFund(let action):
      #expect(action.amount.decimal == (try fields.string("amount")), name)
      #expect(action.data == (try fields.hex("data")), name)
    case .claimFromRewardingFund(let action):
      #expect(action.amount.decimal == (try fields.string("amount")), name)
      #expect(action.data == (try fields.hex("data")), name)
    case .grantReward(let action):
      #expect(action.height == (try fields.uint64("height")), name)
      #expect(fields["rewardType"].string == (action.rewardType == .block ? "BlockReward" : "EpochReward"), name)
    case .putPollResult(let action):
      #expect(action.height == (try fields.uint64("height")), name)
      let expected = fields["candidates"].array
      #expect(action.candidates.candidates.count == expected.count, name)
      for (candidate, json) in zip(action.candidates.candidates, expected) {
        #expect(candidate.address == (try json.string("address")), name)
        #expect(candidate.votes.decimal == (try json.string("votes")), name)
        #expect(candidate.rewardAddress == (try json.string("rewardAddress")), name)
      }
    default:
      Issue.record("the reference cannot build \(payload.kind)")
    }
  }
}
