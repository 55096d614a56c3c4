import Chain
import ChainTestSupport
import ChainTypes
import Primitives
import RollDPoS
import Storage
import TestSupport
import Testing

/// Blocks offered on top of block 20 of the chain `transfers`: accepted and refused as by the reference.
@Suite struct InvalidBlocksTests {
  /// What becomes of an offered block.
  private enum Verdict: Equatable {
    case valid
    /// No block can be read from the bytes.
    case unreadable
    /// The code of the rejection.
    case refused(String)
  }

  /// The chain up to the height on which the cases stand.
  private static func chain(_ golden: GoldenChain, height: Int) throws -> Chain {
    let chain = try Chain(store: try MemoryStore(tables: Chain.tables), parameters: try golden.parameters())
    for block in try golden.decodedBlocks().prefix(height) {
      try chain.append(VerifiedBlock(verifying: block, parallel: false), policy: .history)
    }
    return chain
  }

  @Test func `every offered block gets the reference's verdict`() throws {
    let file = try GoldenData.json("invalid.json")
    let golden = try #require(GoldenData.chain(try file.string("chain")))
    let chain = try Self.chain(golden, height: try file.int("tipHeight"))
    let verifier = try golden.footerVerifier()
    let cases = file["cases"].array
    var verdicts: [String: Int] = [:]
    for offered in cases {
      let name = try offered.string("name")
      let result = try offered.string("result")
      let (verdict, footer) = try Self.judge(try offered.hex("block"), on: chain, verifier)
      #expect(footer == (try offered.string("footer") == "ok"), "\(name): footer")
      switch result {
      case "valid": #expect(verdict == .valid, "\(name)")
      case "convert": #expect(verdict == .unreadable, "\(name)")
      // Where the reference panics, this client refuses.
      case "invalid", "panic":
        guard case .refused(let code) = verdict else {
          Issue.record("\(name): \(verdict), but the reference answers \(result)")
          continue
        }
        if let expected = Self.code(for: try offered.string("error"), name: name) { #expect(code == expected, "\(name)") }
      default: Issue.record("\(name): the file has an unknown result \(result)")
      }
      verdicts[result, default: 0] += 1
    }
    #expect(verdicts.values.reduce(0, +) == cases.count)
    #expect(verdicts["valid", default: 0] >= 10)
    #expect(verdicts["invalid", default: 0] >= 28)
    #expect(verdicts["panic", default: 0] >= 1)
    #expect(chain.head.height == (try file.uint64("tipHeight")))
  }

  private static func judge(_ bytes: [UInt8], on chain: Chain, _ verifier: FooterVerifier) throws -> (Verdict, footer: Bool) {
    guard let block = try? Block(decoding: bytes) else { return (.unreadable, false) }
    let view = try chain.view()
    let footer = refusal { () throws(BlockError) in
      try chain.processor.verifyFooter(of: block, with: verifier, parent: view.head, reader: view.reader)
    }
    let refused = Self.refusal { () throws(BlockError) in
      let verified: VerifiedBlock
      do throws(BlockRejection) {
        verified = try VerifiedBlock(verifying: block, parallel: false)
      } catch {
        throw .rejected(error)
      }
      _ = try chain.processor.execute(verified, on: view.head, reader: view.reader, policy: .history)
    }
    return (refused.map { Verdict.refused($0) } ?? .valid, footer == nil)
  }

  /// The code of the rejection that a step throws, or nil. A fault of this node is none that any block may cause.
  private static func refusal(_ body: () throws(BlockError) -> Void) -> String? {
    do throws(BlockError) {
      try body()
      return nil
    } catch {
      switch error {
      case .rejected(let rejection): return rejection.code
      case .fault(let fault):
        Issue.record("\(fault)")
        return "fault"
      }
    }
  }

  /// The code that says the same as a text of the reference; nil for texts that no case had when this was written.
  private static func code(for text: String, name: String) -> String? {
    // The reference lets height 0 pass and sees only that the digest differs.
    if name == "height 0" { return "wrong-height" }
    let codes: KeyValuePairs = [
      "wrong block height": "wrong-height", "wrong prev hash": "wrong-previous-hash", "wrong tx hash": "wrong-transaction-root",
      "signature with public": "invalid-signature", "failed to verify action signature": "action-invalid-signature",
      "nonce is too low": "action-nonce-too-low", "is not continuously": "action-nonce-gap", "is not co": "action-nonce-gap",
      "gas is higher than gas limit": "action-gas-limit-too-high", "insufficient gas": "action-intrinsic-gas-too-low",
      "negative value": "action-negative-amount", "validating recipient's": "action-invalid-address", "oversized data": "action-oversized",
      "experimental action": "action-experimental", "Only producer": "action-not-the-producer",
      "Failed to update state": "action-insufficient-balance", "receipt root": "wrong-receipt-root",
      "delta state digest": "wrong-delta-state-digest",
    ]
    return codes.first { text.contains($0.key) }?.value
  }
}
