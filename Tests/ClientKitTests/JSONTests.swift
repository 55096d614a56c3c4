import ClientKit
import Testing

@Suite("JSON")
struct JSONTests {
  @Test("gives back what it read", arguments: ["null", "[1,-2.5e3,true,\"a\"]", #"{"b":{"c":[]},"a":"\n\u003cx"}"#, "\"☃\"", "0"])
  func roundTrip(text: String) throws {
    #expect(try JSONParser.parse(text).compact == text)
  }

  @Test("is laid out as Go's MarshalIndent lays it out")
  func pretty() {
    let value: JSONValue = ["accounts": [], "list": [1.text, "x"], "object": ["a": true]]
    #expect(value.pretty == "{\n  \"accounts\": [],\n  \"list\": [\n    \"1\",\n    \"x\"\n  ],\n  \"object\": {\n    \"a\": true\n  }\n}")
  }

  @Test("reads escapes, pairs of surrogates included")
  func escapes() throws {
    #expect(try JSONParser.parse(#""\ud83d\ude00\u00fc\/\"\ud83d""#) == .string("😀ü/\"\u{fffd}"))
  }

  @Test(
    "is refused in Go's words",
    arguments: [
      ("{oops", "invalid character 'o' looking for beginning of object key string"), ("", "unexpected end of JSON input"),
      ("x", "invalid character 'x' looking for beginning of value"), ("{\"a\" 1}", "invalid character '1' after object key"),
      ("{\"a\":1 2}", "invalid character '2' after object key:value pair"), ("[1 2]", "invalid character '2' after array element"),
      ("tru!", "invalid character '!' in literal true (expecting 'e')"), ("1 1", "invalid character '1' after top-level value"),
      ("1.x", "invalid character 'x' after decimal point in numeric literal"), ("-x", "invalid character 'x' in numeric literal"),
      ("\"\\q\"", "invalid character 'q' in string escape code"), ("[1,]", "invalid character ']' looking for beginning of value"),
    ])
  func refuses(text: String, words: String) {
    #expect(throws: JSONError.self) {
      do throws(JSONError) { _ = try JSONParser.parse(text) } catch {
        #expect(error.description == words)
        throw error
      }
    }
  }

  @Test("is refused when nested too deep, instead of exhausting the stack")
  func deep() {
    #expect(throws: JSONError.tooDeep) { try JSONParser.parse(String(repeating: "[", count: 100_000)) }
    #expect(throws: JSONError.tooDeep) { try JSONParser.parse(String(repeating: "{\"a\":", count: 100_000)) }
  }

  @Test("that is no UTF-8 is refused")
  func bytes() {
    #expect(throws: JSONError.notUTF8) { try JSONParser.parse([0x22, 0xff, 0x22]) }
  }
}

extension Int {
  fileprivate var text: JSONValue { .string(String(self)) }
}
