import Node
import TestSupport
import Testing

/// Files with errors.
@Suite struct MutationTests {
  /// Text with some lines gone, repeated, indented, in another's place or with another's value, or with some bytes changed.
  private func mutated(_ text: String, with random: inout SeededGenerator) -> String {
    guard random.below(3) > 0 else { return String(decoding: random.mutated([UInt8](text.utf8)), as: UTF8.self) }
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<(1 + random.below(3)) {
      let (line, other) = (random.below(lines.count), random.below(lines.count))
      switch random.below(6) {
      case 0: lines[line] = ""
      case 1: lines.insert(lines[line], at: other)
      case 2: lines[line] = "  " + lines[line]
      case 3: lines.swapAt(line, other)
      case 4: lines[line] = String(lines[line].prefix { $0 != ":" } + lines[other].drop { $0 != ":" })
      default:
        let values = [
          "-1", "18446744073709551616", "1e400", ".nan", "~", "[]", "{}", "[[1]]", "9999999h", "\"\"", "${A}", "${A:b}", "!!binary x", "*a",
          "|",
        ]
        lines[line] = lines[line].prefix { $0 != ":" } + ": " + values[random.below(values.count)]
      }
    }
    return lines.joined(separator: "\n")
  }

  @Test(arguments: [SampleFiles.mainnet, SampleFiles.allReferenceKeys])
  func `are refused with a reason, or give a configuration that can be shown and read again`(_ text: String) throws {
    var random = SeededGenerator(seed: 1)
    var accepted = 0
    for _ in 0..<300 {
      let file = ConfigurationFile(name: "a.yaml", text: mutated(text, with: &random))
      do throws(ConfigurationError) {
        let configuration = try NodeConfiguration.load(files: [file], environment: ["A": "1"])
        accepted += 1
        // What is hidden cannot be read again.
        let shown = configuration.redactedYAML()
        guard !shown.contains("<redacted>"), !shown.contains("not shown") else { continue }
        let again = try NodeConfiguration.load(files: [ConfigurationFile(name: "shown", text: shown)])
        #expect(again.api == configuration.api && again.pool == configuration.pool && again.consensus == configuration.consensus)
      } catch {
        #expect(!"\(error)".isEmpty)
        #expect(!"\(error)".contains("shown:"), "what is shown cannot be read: \(error)")
      }
    }
    // Both happens, or the loop proves little.
    #expect((1..<300).contains(accepted))
  }
}
