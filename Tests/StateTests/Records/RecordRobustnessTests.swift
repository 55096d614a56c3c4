import ChainTypes
import Primitives
import State
import TestSupport
import Testing

@Suite struct RecordRobustnessTests {
  @Test func `reads or refuses any bytes as an account, and stores what it read`() throws {
    var random = SeededGenerator(seed: 7)
    let account = Account(nonce: 300, balance: 12_345, codeHash: [1, 2, 3], isCandidate: true, votee: "io1")
    var accepted = 0
    for _ in 0..<20_000 {
      var bytes = account.encoded
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      bytes.removeLast(Int.random(in: 0...3, using: &random))
      guard let read = try? Account(decoding: bytes) else { continue }
      accepted += 1
      #expect(try Account(decoding: read.encoded) == read)
    }
    #expect(accepted > 100)
  }
}
