import ChainCrypto
import ChainTypes
import Primitives
import TestSupport
import Testing

@Suite("Mutated blocks and messages never trap")
struct MutationTests {
  /// What must hold for everything that was decoded: encoding is a fixed point, and hashes are over it.
  private func check(_ block: Block, from bytes: [UInt8]) throws {
    let rebuilt = Block(header: block.header, actions: block.actions, footer: block.footer)
    let encoded = rebuilt.encoded
    #expect(block.encoded == encoded)
    #expect(block.hash == Keccak256.hash(block.header.encoded))
    let again = try Block(decoding: encoded)
    #expect(again.encoded == encoded && again.hash == block.hash)
    for action in block.actions {
      #expect(action.hash == Keccak256.hash(action.encoded))
      #expect(action.digest == Keccak256.hash(action.envelope.encoded))
    }
  }

  @Test("25,000 mutations of golden blocks throw, or decode to something consistent", .needsGolden("votes/genesis.yaml"))
  func blocks() throws {
    let frames = try ["votes", "poll", "random-0", "contracts"].flatMap { try GoldenData.chain($0)?.blocks() ?? [] }.filter {
      $0.count < 2_500
    }
    #expect(frames.count > 50)
    var generator = SeededGenerator(seed: 20_190_422)
    var decoded = 0
    for _ in 0..<25_000 {
      let bytes = generator.mutated(frames[generator.below(frames.count)])
      guard let block = try? Block(decoding: bytes) else { continue }
      decoded += 1
      try check(block, from: bytes)
    }
    // Some mutations hit places that nothing checks here; if none did, the loop would prove little.
    #expect(decoded > 500)
  }

  @Test("20,000 mutations of actions throw, or decode to something consistent")
  func actions() throws {
    var generator = SeededGenerator(seed: 7)
    let originals = Samples.payloads.map { SealedAction.sign(Samples.envelope($0), with: Samples.key).encoded }
    var decoded = 0
    for round in 0..<20_000 {
      let bytes = generator.mutated(originals[round % originals.count])
      guard let action = try? SealedAction(decoding: bytes) else { continue }
      decoded += 1
      #expect(action.hash == Keccak256.hash(action.encoded))
      #expect(action.digest == Keccak256.hash(action.envelope.encoded))
      #expect(try SealedAction(decoding: action.encoded) == action)
    }
    #expect(decoded > 1_000)
  }

  @Test("actions whose fields are shuffled, repeated and dropped hash as their normal form")
  func shuffledFields() throws {
    var generator = SeededGenerator(seed: 8)
    for round in 0..<6_000 {
      let action = SealedAction.sign(Samples.envelope(Samples.payloads[round % 22]), with: Samples.key)
      var core = try FieldSplitter.fields(of: action.envelope.encoded)
      rearrange(&core, with: &generator)
      var payload = try FieldSplitter.fields(of: action.envelope.payload.encoded)
      rearrange(&payload, with: &generator)
      core.append(Wire.bytes(UInt64(action.envelope.payload.kind.fieldNumber), payload.flatMap { $0 }))
      let bytes = Wire.bytes(1, core.flatMap { $0 }) + Wire.bytes(2, action.senderPublicKey.bytes) + Wire.bytes(3, action.signature)
      guard let decoded = try? SealedAction(decoding: bytes) else { continue }
      #expect(decoded.hash == Keccak256.hash(decoded.encoded))
      #expect(decoded.digest == Keccak256.hash(decoded.envelope.encoded))
    }
  }

  private func rearrange(_ fields: inout [[UInt8]], with generator: inout SeededGenerator) {
    guard !fields.isEmpty else { return }
    switch generator.below(5) {
    case 0: fields.shuffle(using: &generator)
    case 1: fields.append(fields[generator.below(fields.count)])
    case 2: fields.remove(at: generator.below(fields.count))
    case 3: fields.insert(Wire.number(UInt64(1 + generator.below(60)), generator.number()), at: generator.below(fields.count))
    default: break
    }
  }
}
