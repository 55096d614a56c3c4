import Primitives
import TestSupport
import Testing

@Suite("Addresses")
struct AddressTests {
  @Test("every golden address parses to the reference's bytes or is refused as there", .needsGolden("vectors.json"))
  func golden() throws {
    let cases = try GoldenData.section("addresses").array
    #expect(cases.count >= 18)
    for entry in cases {
      let text = try entry.string("address")
      guard let expected = entry["bytes"].hexBytes else {
        #expect(entry["error"].exists)
        #expect(throws: AddressError.self, "\(text)") { try Address(bech32: text) }
        #expect(throws: AddressError.self, "\(text)") { try Address(parsing: text) }
        continue
      }
      let address = try Address(bech32: text)
      #expect(address.bytes == expected)
      #expect(address.bech32 == text)
      #expect(try Address(parsing: address.hexadecimal) == address)
      #expect(try Address(bech32: text.uppercased()) == address)
      var appended: [UInt8] = [0x3a]
      address.appendBech32(to: &appended)
      #expect(String(decoding: appended, as: UTF8.self) == ":" + text)
      #expect(try text.utf8.withContiguousStorageIfAvailable { try Address(bech32: UnsafeRawBufferPointer($0)) } == address)
    }
  }

  @Test("every address that the reference's API answered for parses", .needsGolden("ioctl/grpc.json"))
  func recordedCalls() throws {
    var accepted = 0
    for call in try GoldenData.json("ioctl/grpc.json").array where call["method"].string == "GetAccount" {
      guard let text = call["request_json"]["address"].string, call["code"].string == "OK" else { continue }
      // The reference answers for two protocol names, too, which are no addresses.
      guard text.lowercased().hasPrefix("io1") else { continue }
      #expect(throws: Never.self, "\(text)") { try Address(bech32: text) }
      accepted += 1
    }
    #expect(accepted >= 4)
  }

  @Test("refuses addresses of other networks and of other lengths")
  func refusesOthers() throws {
    let testnet = Bech32.encode(prefix: "it", data: [UInt8](repeating: 7, count: 20))
    #expect(throws: AddressError.prefix("it")) { try Address(bech32: testnet) }
    for count in [0, 19, 21, 32] {
      let text = Bech32.encode(prefix: "io", data: [UInt8](repeating: 7, count: count))
      #expect(throws: AddressError.byteCount(count)) { try Address(bech32: text) }
    }
  }

  @Test("reads hexadecimal text in any case, and says what is wrong with it")
  func hexadecimal() throws {
    let address = try Address(parsing: "0x3AF04165e3d13cd1f7b9adead9e072bca6ae92fb")
    #expect(address.bech32 == "io18tcyze0r6y7draae4h4dncrjhjn2ayhmz8hru5")
    #expect(address.hexadecimal == "0x3af04165e3d13cd1f7b9adead9e072bca6ae92fb")
    #expect("\(address)" == address.bech32)
    #expect(throws: AddressError.byteCount(19)) { try Address(parsing: String(address.hexadecimal.dropLast(2))) }
    #expect(throws: AddressError.hexadecimal(.oddDigitCount(39))) { try Address(parsing: String(address.hexadecimal.dropLast())) }
    #expect(throws: AddressError.bech32(.notADigit(position: 18))) { try Address(parsing: String(address.hexadecimal.dropFirst(2))) }
    #expect(throws: AddressError.bech32(.length(0))) { try Address(parsing: "") }
  }

  @Test("is made of exactly 20 bytes")
  func counts() {
    #expect(Address([UInt8](repeating: 0, count: 20)) == .zero)
    #expect(Address([UInt8](repeating: 0, count: 19)) == nil)
    #expect(Address.zero.bech32 == "io1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqd39ym7")
  }

  @Test("text of the usual length with one character changed never parses", arguments: 0..<41)
  func changesOneCharacter(position: Int) {
    let good = [UInt8]("io18tcyze0r6y7draae4h4dncrjhjn2ayhmz8hru5".utf8)
    for character in UInt8(0)...255 where character != good[position] {
      var changed = good
      changed[position] = character
      let parsed = changed.withUnsafeBytes { try? Address(bech32: $0) }
      #expect(parsed == nil)
    }
  }

  @Test("a typing error names the checksum that would fit")
  func namesChecksum() {
    #expect(throws: AddressError.bech32(.checksum(expected: "u9ayvp"))) {
      try Address(bech32: "io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayda")
    }
  }
}
