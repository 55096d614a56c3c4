import ChainSpec
import Testing

@Suite struct MutatedDocumentTests {
  /// Pieces that mean something to YAML.
  private static let pieces: [String] = [
    "&a ", "*a", "!x ", "!!int ", "<<: ", "? ", "- ", ": ", "[", "]", "{", "}", "|\n", ">-\n", "\"", "'", "\t", "\u{0}", "\u{2028}",
    "\u{85}",
    "%YAML 1.1\n", "---\n", "...\n", "# ", "\r", "\r\n", "~", "0x", "1e+999", "é", "\u{FEFF}", "\\", "9999999999999999999999",
  ]

  /// A small generator of pseudo-random numbers, the same on every run.
  private struct Numbers {
    var state: UInt64
    mutating func next(below bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a damaged genesis is read or refused, never a crash`(seed: UInt64) throws {
    var numbers = Numbers(state: seed)
    let original = Array(Network.dev.genesis.yaml)
    var refused = 0
    for _ in 0..<120 {
      var text = original
      for _ in 0...numbers.next(below: 4) {
        let position = numbers.next(below: text.count)
        switch numbers.next(below: 3) {
        case 0: text.insert(contentsOf: Self.pieces[numbers.next(below: Self.pieces.count)], at: position)
        case 1: text.remove(at: position)
        default: text.removeSubrange(position..<min(text.count, position + numbers.next(below: 40)))
        }
      }
      do {
        let genesis = try Genesis(yaml: String(text))
        #expect(try Genesis(yaml: genesis.yaml).hash == genesis.hash)
      } catch {
        refused += 1
        #expect(error.description.hasPrefix("genesis: "))
      }
    }
    #expect(refused > 40)
  }
}
