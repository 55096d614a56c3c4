import ChainCrypto
import ChainTypes
import Primitives
import Testing

@Suite("Actions in non-canonical forms")
struct NonCanonicalActionTests {
  private func action(payload: [UInt8]) throws -> SealedAction {
    try SealedAction(decoding: Samples.action(core: Samples.core(payload)))
  }

  private func code(core: [UInt8]) -> CodecError.Code? {
    do throws(CodecError) {
      _ = try SealedAction(decoding: Samples.action(core: core))
      return nil
    } catch {
      return error.code
    }
  }

  /// An action whose core has a certain form, whatever came.
  private func expect(_ action: SealedAction, hasCore core: [UInt8]) {
    #expect(action.envelope.encoded == core)
    #expect(action.digest == Keccak256.hash(core))
    #expect(action.hash == Keccak256.hash(action.encoded))
  }

  @Test("every kind survives encoding and decoding, with the hash of its encoding", arguments: Samples.payloads)
  func roundTrip(payload: ActionPayload) throws {
    let action = SealedAction.sign(Samples.envelope(payload), with: Samples.key)
    let decoded = try SealedAction(decoding: action.encoded)
    #expect(decoded.envelope.payload.kind == payload.kind)
    #expect(decoded.encoded == action.encoded)
    #expect(decoded.hash == Keccak256.hash(action.encoded))
    #expect(decoded.digest == Keccak256.hash(action.envelope.encoded))
    #expect(decoded.verifySignature())
  }

  @Test("all 22 kinds have samples, and each knows its family")
  func kinds() {
    #expect(Set(Samples.payloads.map(\.kind)) == Set(ActionKind.allCases))
    for kind in ActionKind.allCases { #expect(ActionKind(fieldNumber: UInt64(kind.fieldNumber)) == kind) }
    #expect((0...100).filter { ActionKind(fieldNumber: $0) != nil }.count == ActionKind.allCases.count)
    #expect(ActionKind.allCases.filter(\.isPlum).count == 10)
    #expect(ActionKind.allCases.filter(\.isSubChain).count == 5)
    #expect(ActionKind.allCases.filter(\.isExperimental).count == 6)
    #expect(ActionKind.allCases.filter(\.isSystem) == [.grantReward, .putPollResult])
  }

  @Test("drops unknown fields at every level")
  func unknownFields() throws {
    let transfer = Wire.text(1, "5") + Wire.text(2, "io1")
    let expected = Samples.core(Wire.bytes(10, transfer))
    expect(try action(payload: Wire.bytes(10, transfer + Wire.number(9, 1))), hasCore: expected)
    expect(try action(payload: Wire.bytes(10, transfer) + Wire.bytes(99, [1])), hasCore: expected)
    let withExtra = try SealedAction(decoding: Samples.action(core: expected) + Wire.number(1_000, 1))
    expect(withExtra, hasCore: expected)
  }

  @Test("merges a core that comes in two parts")
  func mergedCore() throws {
    let first = Wire.number(1, 1) + Wire.number(2, 1) + Wire.number(3, 10_000) + Wire.text(4, "1")
    let second = Wire.number(2, 8) + Wire.bytes(10, Wire.text(1, "5"))
    let bytes = Wire.bytes(1, first) + Samples.action(core: second)
    let action = try SealedAction(decoding: bytes)
    #expect(action.envelope.nonce == 8)
    expect(
      action,
      hasCore: Wire.number(1, 1) + Wire.number(2, 8) + Wire.number(3, 10_000) + Wire.text(4, "1") + Wire.bytes(10, Wire.text(1, "5")))
  }

  @Test("the last member of the oneof stands, and members do not merge")
  func lastMember() throws {
    let first = Wire.bytes(10, Wire.text(1, "5") + Wire.text(2, "io1"))
    expect(
      try action(payload: first + Wire.bytes(10, Wire.text(2, "io2"))),
      hasCore: Samples.core(Wire.bytes(10, Wire.text(1, "0") + Wire.text(2, "io2"))))
    expect(try action(payload: first + Wire.bytes(11, Wire.text(2, "io3"))), hasCore: Samples.core(Wire.bytes(11, Wire.text(2, "io3"))))
    expect(try action(payload: Wire.bytes(50, Wire.bytes(2, [])) + first), hasCore: Samples.core(first))
  }

  @Test("a member of the oneof in another layout is an error, not an unknown field", arguments: [0, 1, 3, 5] as [UInt64])
  func wrongLayoutInOneof(type: UInt64) {
    for kind in ActionKind.allCases {
      let field = Wire.tag(UInt64(kind.fieldNumber), type) + [1, 1, 1, 1, 1, 1, 1, 1]
      #expect(code(core: Samples.core(Wire.bytes(10, [])) + field) == .wrongWireType)
    }
  }

  @Test("needs a payload, a core and a key on the curve")
  func missingParts() {
    #expect(code(core: Samples.core([])) == .missingField)
    #expect(throws: CodecError.self) { try SealedAction(decoding: Wire.bytes(2, Samples.key.publicKey.bytes)) }
    #expect(throws: CodecError.self) { try SealedAction(decoding: Wire.bytes(1, Samples.core(Wire.bytes(10, [])))) }
    var offCurve = Samples.key.publicKey.bytes
    offCurve[64] ^= 1
    let bytes = Wire.bytes(1, Samples.core(Wire.bytes(10, []))) + Wire.bytes(2, offCurve)
    do throws(CodecError) {
      _ = try SealedAction(decoding: bytes)
      Issue.record("decoded")
    } catch {
      #expect(error.code == .invalidPublicKey)
      #expect(error.path == ["senderPubKey"])
    }
  }

  @Test("the last of two keys counts, and a bad one before it does not matter")
  func repeatedKey() throws {
    let core = Samples.core(Wire.bytes(10, Wire.text(1, "5")))
    let action = try SealedAction(
      decoding: Wire.bytes(2, [1, 2, 3]) + Wire.bytes(1, core) + Wire.bytes(2, Samples.key.publicKey.bytes))
    #expect(action.sender == Samples.key.publicKey.address)
    #expect(action.encoded == Wire.bytes(1, core) + Wire.bytes(2, Samples.key.publicKey.bytes))
    #expect(action.hash == Keccak256.hash(action.encoded))
  }

  @Test("fields in another order hash as in the right one")
  func reordered() throws {
    let core =
      Wire.bytes(10, Wire.text(2, "io1") + Wire.text(1, "5")) + Wire.text(4, "1") + Wire.number(3, 10_000) + Wire.number(2, 1)
      + Wire.number(1, 1)
    let bytes = Wire.bytes(3, [9]) + Wire.bytes(2, Samples.key.publicKey.bytes) + Wire.bytes(1, core)
    let action = try SealedAction(decoding: bytes)
    expect(action, hasCore: Samples.core(Wire.bytes(10, Wire.text(1, "5") + Wire.text(2, "io1"))))
    #expect(action.signature == [9])
  }

  @Test("deposits and claims need a number, unless another payload replaces them", arguments: [30, 31] as [UInt64])
  func rewardingAmounts(field: UInt64) throws {
    for amount in ["", "1x", "x", "-", " 1"] {
      #expect(code(core: Samples.core(Wire.bytes(field, Wire.text(1, amount)))) == .invalidNumber)
    }
    #expect(code(core: Samples.core(Wire.bytes(field, []))) == .invalidNumber)
    let replaced = Wire.bytes(field, Wire.text(1, "x")) + Wire.bytes(10, Wire.text(1, "5"))
    expect(try action(payload: replaced), hasCore: Samples.core(Wire.bytes(10, Wire.text(1, "5"))))
    expect(try action(payload: Wire.bytes(field, Wire.text(1, "-007"))), hasCore: Samples.core(Wire.bytes(field, Wire.text(1, "-7"))))
  }

  @Test("a poll result needs a list, which may come in two parts")
  func pollResults() throws {
    #expect(code(core: Samples.core(Wire.bytes(50, Wire.number(1, 5)))) == .missingField)
    expect(try action(payload: Wire.bytes(50, Wire.bytes(2, []))), hasCore: Samples.core(Wire.bytes(50, Wire.bytes(2, []))))
    let first = Wire.bytes(1, Wire.text(1, "a") + Wire.bytes(2, [0, 1]) + Wire.bytes(3, [9]))
    let second = Wire.bytes(1, Wire.text(1, "b") + Wire.bytes(2, [0]))
    let merged = Wire.bytes(1, Wire.text(1, "a") + Wire.bytes(2, [1])) + Wire.bytes(1, Wire.text(1, "b"))
    expect(
      try action(payload: Wire.bytes(50, Wire.bytes(2, first) + Wire.bytes(2, second))),
      hasCore: Samples.core(Wire.bytes(50, Wire.bytes(2, merged))))
  }

  @Test("votes of a candidate lose leading zeros, and its public key is dropped", arguments: [[0, 1, 2], [0], [0, 0]] as [[UInt8]])
  func candidateVotes(votes: [UInt8]) throws {
    let significant = [UInt8](votes.drop { $0 == 0 })
    let written = Wire.text(1, "a") + (significant.isEmpty ? [] : Wire.bytes(2, significant))
    let expected = Samples.core(Wire.bytes(50, Wire.bytes(2, Wire.bytes(1, written))))
    let wire = Wire.text(1, "a") + Wire.bytes(2, votes)
    expect(try action(payload: Wire.bytes(50, Wire.bytes(2, Wire.bytes(1, wire)))), hasCore: expected)
    expect(try action(payload: Wire.bytes(50, Wire.bytes(2, Wire.bytes(1, written + Wire.bytes(3, [7]))))), hasCore: expected)
  }

  @Test("a vote's time is written back with its unknown fields, tags in shortest form")
  func voteTime() throws {
    let unknown = Wire.varint(9 << 3, padding: 2) + Wire.varint(1, padding: 1)
    let kept = Wire.number(9, 0).prefix(1) + Wire.varint(1, padding: 1)
    let wrongLayout = Wire.bytes(1, [7])
    let group = Wire.tag(8, 3) + Wire.number(1, 1) + Wire.tag(8, 4)
    let time = unknown + Wire.number(2, UInt64(bitPattern: -5)) + wrongLayout + group
    let vote = Wire.bytes(1, time) + Wire.text(2, "io1") + Wire.bytes(1, Wire.number(1, 3))
    let expected = Wire.number(1, 3) + Wire.number(2, UInt64(bitPattern: -5)) + kept + wrongLayout + group
    expect(
      try action(payload: Wire.bytes(11, vote)), hasCore: Samples.core(Wire.bytes(11, Wire.bytes(1, expected) + Wire.text(2, "io1"))))
    expect(try action(payload: Wire.bytes(11, Wire.bytes(1, []))), hasCore: Samples.core(Wire.bytes(11, Wire.bytes(1, []))))
  }

  @Test("roots of a sub-chain's block are ordered by name, the last of a name stands, and values are fitted to 32 bytes")
  func roots() throws {
    func root(_ name: String, _ value: [UInt8]) -> [UInt8] { Wire.bytes(3, Wire.text(1, name) + Wire.bytes(2, value)) }
    let hash = [UInt8](1...32)
    // Precomposed and decomposed é are two names, in the order of their bytes.
    let wire = root("é", hash) + root("b", hash) + root("e\u{301}", hash) + root("b", [7]) + root("a", [0] + hash)
    let expected =
      root("a", hash) + root("b", [UInt8](repeating: 0, count: 31) + [7]) + root("e\u{301}", hash) + root("é", hash)
    expect(try action(payload: Wire.bytes(15, wire)), hasCore: Samples.core(Wire.bytes(15, expected)))
    let empty = Wire.bytes(3, [])
    expect(
      try action(payload: Wire.bytes(15, empty)),
      hasCore: Samples.core(Wire.bytes(15, Wire.bytes(3, Wire.bytes(2, [UInt8](repeating: 0, count: 32))))))
  }

  @Test("a Plum block's roots are a map: ordered, unique, both parts written")
  func plumRoots() throws {
    let wire =
      Wire.bytes(3, Wire.text(1, "b") + Wire.bytes(2, [1])) + Wire.bytes(3, Wire.bytes(2, [2]))
      + Wire.bytes(3, Wire.text(1, "b") + Wire.number(0, 1))
    let expected = Wire.bytes(3, Wire.text(1, "") + Wire.bytes(2, [2])) + Wire.bytes(3, Wire.text(1, "b") + Wire.bytes(2, []))
    expect(try action(payload: Wire.bytes(20, wire)), hasCore: Samples.core(Wire.bytes(20, expected)))
    #expect(code(core: Samples.core(Wire.bytes(20, Wire.number(3, 1)))) == .wrongWireType)
  }

  @Test("unknown reward types count as the block reward")
  func rewardTypes() throws {
    expect(try action(payload: Wire.bytes(32, Wire.number(1, 2))), hasCore: Samples.core(Wire.bytes(32, [])))
    expect(try action(payload: Wire.bytes(32, Wire.number(1, 0x1_0000_0001))), hasCore: Samples.core(Wire.bytes(32, Wire.number(1, 1))))
  }

  @Test("amounts that are absent are written as 0", arguments: [10, 12, 16, 17] as [UInt64])
  func absentAmounts(field: UInt64) throws {
    let position: UInt64 = field == 16 ? 2 : 1
    expect(try action(payload: Wire.bytes(field, [])), hasCore: Samples.core(Wire.bytes(field, Wire.text(position, "0"))))
  }

  @Test("texts that are equal to Unicode but not in bytes make different actions")
  func unicodeEquality() throws {
    #expect(Transfer(amount: .zero, recipient: "é") != Transfer(amount: .zero, recipient: "e\u{301}"))
    #expect(Transfer(amount: .zero, recipient: "é") == Transfer(amount: .zero, recipient: "é"))
  }
}
