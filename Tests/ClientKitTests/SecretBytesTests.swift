import ClientKit
import Testing

@Suite("Secret bytes")
struct SecretBytesTests {
  @Test("hand out what they took, and wipe the source")
  func consumes() {
    var source: [UInt8] = [1, 2, 3]
    let secret = SecretBytes(consuming: &source)
    #expect(source.isEmpty)
    #expect(secret.bytes == [1, 2, 3])
    #expect(secret.withBytes { $0.count } == 3)
  }

  @Test("show in no description, mirror or dump")
  func hides() {
    let secret = SecretBytes(text: "hunter2")
    var text = ""
    dump(secret, to: &text)
    for shown in [text, "\(secret)", String(reflecting: secret), "\(["x": secret])"] {
      #expect(!shown.contains("hunter2") && !shown.contains("104"))
    }
  }

  @Test("are equal when all bytes are")
  func equality() {
    #expect(SecretBytes(text: "a") == SecretBytes([0x61]))
    #expect(SecretBytes(text: "a") != SecretBytes(text: "b"))
    #expect(SecretBytes(text: "a") != SecretBytes(text: "aa"))
    #expect(SecretBytes(text: "").isEmpty)
  }
}
