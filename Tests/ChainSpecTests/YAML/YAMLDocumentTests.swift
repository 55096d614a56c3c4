import ChainSpec
import Foundation
import Testing

@Suite struct YAMLDocumentTests {
  private func code(_ text: String, limits: YAMLLimits = YAMLLimits()) -> YAMLProblem.Code? {
    do {
      _ = try YAMLDocument.parse(text, limits: limits)
      return nil
    } catch {
      return error.code
    }
  }

  @Test func `reads mappings, lists and scalars with their lines`() throws {
    let value = try #require(try YAMLDocument.parse("a: 1\nb:\n  - x\n  - \"2\"\nc: {d: true, e: }\n"))
    guard case .mapping(let entries) = value.content else { throw YAMLProblem(.malformed, "no mapping", remedy: "") }
    #expect(entries.map(\.key) == ["a", "b", "c"])
    #expect(entries.map(\.place.line) == [1, 2, 5])
    #expect(entries[0].value.content == .integer(1))
    guard case .list(let list) = entries[1].value.content else { throw YAMLProblem(.malformed, "no list", remedy: "") }
    #expect(list.map(\.content) == [.text("x"), .text("2")])
    #expect(list.map(\.place.line) == [3, 4])
  }

  @Test func `an empty document has no value`() throws {
    #expect(try YAMLDocument.parse("") == nil)
    #expect(try YAMLDocument.parse("\n# comment\n") == nil)
  }

  @Test func `refuses a billion laughs without expanding them`() {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...40 { text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ",") + "]\n" }
    #expect(code(text) == .unsupported)
  }

  @Test(arguments: [
    "a: &x 1\nb: *x\n", "a: &x 1\n? *x\n: 2\n", "[&x 1,*x]", "- &x 1\n- *x\n", "a: &x 1\n# \u{2028}b: *x\n",
    "a: &x\n  b: 1\nc:\n  <<: *x\n", "a: &é 1\nb: *é\n",
    "{a: &x 1, \"b\":*x}", "- &x 1\n- [\"\n# \", *x]\n",
  ])
  func `refuses aliases wherever they stand`(text: String) {
    let found = code(text)
    #expect(found == .unsupported || found == .malformed)
  }

  @Test func `accepts stars and ampersands that are no aliases`() throws {
    #expect(code("# use *this* & that\na: \"x & y\"\nb: p*q&r\nc: 2 * 3\n") == nil)
    #expect(code("a: '*.example.com'\nb: &anchor 1\n") == nil)
  }

  @Test func `refuses what nobody needs`() {
    #expect(code("a: !!int 5") == .unsupported)
    #expect(code("a: !secret x") == .unsupported)
    #expect(code("a: !x [1]") == .unsupported)
    #expect(code("a: !x {b: 1}") == .unsupported)
    #expect(code("a: {<<: {b: 1}}") == .unsupported)
    #expect(code("? [a]\n: 1") == .unsupported)
    #expect(code("a: 1\n---\nb: 2\n") == .unsupported)
  }

  @Test func `refuses keys given twice, quoted or not`() throws {
    #expect(code("a: 1\n\"a\": 2\n") == .duplicateKey)
    #expect(code("x:\n  1: 1\n  \"1\": 2\n") == .duplicateKey)
  }

  @Test(arguments: ["a: [1", "a: \"x", "\ta: 1", "a: b: c", "%", "a: 'x' y", "\u{0}", "a: |x"])
  func `says where a document is malformed`(text: String) throws {
    let error = try #require(throws: YAMLProblem.self) { try YAMLDocument.parse(text, named: "f.yaml") }
    #expect(error.code == .malformed)
    #expect(error.description.hasPrefix("f.yaml:"))
  }

  @Test func `limits size, depth and number of values`() {
    #expect(code(String(repeating: "#", count: 1 << 20)) == nil)
    #expect(code(String(repeating: "#", count: 1 << 20 + 1)) == .tooLarge)
    #expect(code(String(repeating: "[", count: 15) + String(repeating: "]", count: 15)) == nil)
    #expect(code(String(repeating: "[", count: 17) + String(repeating: "]", count: 17)) == .tooLarge)
    #expect(code("[1, 2, 3]", limits: YAMLLimits(values: 4)) == nil)
    #expect(code("[1, 2, 3]", limits: YAMLLimits(values: 3)) == .tooLarge)
  }

  @Test(arguments: [
    ("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("[\"]\", ", "]"), ("[ # ]\n", "]"), ("- [\n", "]"), ("['\n]]]]', ", "]"),
    ("{\"\n}\": ", "}"),
    ("[x\", \"]\", y\", ", "]"), ("[a\n\"b, \"]\", c\n\"d, ", "]"), ("[a - \"b, \"]\", c - \"d, ", "]"), ("[\"\n# \", ", "]"),
    ("[#]\n", "]"), ("a: 1\u{2028}- ", ""),
  ])
  func `refuses the deepest nesting without exhausting a small stack`(open: String, close: String) async {
    for depth in [90, 101, 999, 5000] {
      let text = String(repeating: open, count: depth) + "x" + String(repeating: close, count: depth)
      let found = await withCheckedContinuation { continuation in
        let thread = Thread { continuation.resume(returning: code(text)) }
        thread.stackSize = 1 << 20
        thread.start()
      }
      #expect(found == .tooLarge || found == .malformed || found == .unsupported, "\(depth)")
    }
  }

  @Test func `accepts many short lists and mappings, quoted or not`() {
    let entries = (0..<1000).map { "  - {name: \"a [\($0)]\", values: [1, 2]} # [closed]" }
    #expect(code("list:\n" + entries.joined(separator: "\n")) == nil)
  }

  @Test func `indentation is limited, but not that of blank lines`() {
    let blanks = String(repeating: " ", count: 101)
    #expect(code("a:\n\(blanks)b: 1\n") == .tooLarge)
    #expect(code("a: 1\n\(blanks)\n\(blanks)# comment\n") == .tooLarge)
    #expect(code("a: 1\n\(blanks)\n") == nil)
  }
}
