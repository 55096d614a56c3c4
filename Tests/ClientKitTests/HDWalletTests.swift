import ChainCrypto
import Primitives
import Testing

@testable import ClientKit

/// Words, seeds and keys that eth-account, which nobody here wrote, finds for the same entropy.
@Suite("Hierarchical wallets")
struct HDWalletTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    let entropy: String
    let words: String
    let seed: String
    let first: String
    let other: String
    var testDescription: String { entropy }
  }

  static let vectors: [Vector] = [
    Vector(
      entropy: "00000000000000000000000000000000",
      words: "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about",
      seed:
        "5eb00bbddcf069084889a8ab9155568165f5c453ccb85e70811aaed6f6da5fc19a5ac40b389cd370d086206dec8aa6c43daea6690f20ad3d8d48b2d2ce9e38e4",
      first: "6165ea15b1abd5b05955a5750a1a8b894dda7ce19923a8c27ef581c9280fd58c",
      other: "cfb7939179614168adeb566b06b024e9a58835d917a57913ae975068414ab778"),
    Vector(
      entropy: "7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f7f",
      words: "legal winner thank year wave sausage worth useful legal winner thank yellow",
      seed:
        "878386efb78845b3355bd15ea4d39ef97d179cb712b77d5c12b6be415fffeffe5f377ba02bf3f8544ab800b955e51fbff09828f682052a20faa6addbbddfb096",
      first: "290a3e780e88c28eb229fb5dfc4f086bc4d4738a7dd0a1bf7e5bcd7e778e66cb",
      other: "7979bcedecc4c6e0e3da717b23869cea4c509d979b58fa9970b66e7a3499461a"),
    Vector(
      entropy: "80808080808080808080808080808080",
      words: "letter advice cage absurd amount doctor acoustic avoid letter advice cage above",
      seed:
        "77d6be9708c8218738934f84bbbb78a2e048ca007746cb764f0673e4b1812d176bbb173e1a291f31cf633f1d0bad7d3cf071c30e98cd0688b5bcce65ecaceb36",
      first: "28d21c0307975db672fdbc471263c58562c6104616c2c584084a380894fa8a07",
      other: "b3c5fedb531fd383fd5e58cbad681e3eba40fee22a2514c4afd11a7e92b5a0c1"),
    Vector(
      entropy: "ffffffffffffffffffffffffffffffff",
      words: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo wrong",
      seed:
        "b6a6d8921942dd9806607ebc2750416b289adea669198769f2e15ed926c3aa92bf88ece232317b4ea463e84b0fcd3b53577812ee449ccc448eb45e6f544e25b6",
      first: "848e5e30dfeafe2fb2ea4e4bc4aa69402feddf16292b584afdb161f431d02463",
      other: "80106607129745ca2f11a0a1f6d10673a864114576a89905dd42d42b5cb52597"),
    Vector(
      entropy: "000000000000000000000000000000000000000000000000",
      words:
        "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon agent",
      seed:
        "4975bb3d1faf5308c86a30893ee903a976296609db223fd717e227da5a813a34dc1428b71c84a787fc51f3b9f9dc28e9459f48c08bd9578e9d1b170f2d7ea506",
      first: "68b6a55af2b61e359b457b1793b3f61793bf116e50a33b591dffac296bedb57e",
      other: "ec50d796a1b9ce710c0734fa9fb1ca600df399c4da72c10179fb4a7b889eb3d4"),
    Vector(
      entropy: "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
      words: "zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo zoo vote",
      seed:
        "e28a37058c7f5112ec9e16a3437cf363a2572d70b6ceb3b6965447623d620f14d06bb321a26b33ec15fcd84a3b5ddfd5520e230c924c87aaa0d559749e044fef",
      first: "6542af26006e625e61304ce733646d4bb0950a9103d3b637f3a52b6d0080b557",
      other: "e6416aa03e91ea4604906346bed10364639f22f445f9abebf3385ed400ad4182"),
    Vector(
      entropy: "9e885d952ad362caeb4efe34a8e91bd2",
      words: "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic",
      seed:
        "e2f88a043776c828063d4c3c97173944d32cf847a925b6e40b0b8bd0b4bead3ba734bdda5250d4698b310a71c9934e1a48e562315ce22bf85f89459df0e73a6c",
      first: "ba11ee5561f5d1437a9dc16e8b9eaec609bb9abc16b9146f9773c3f9c59a477b",
      other: "27137d8b39d3be97fb1b71ccd2a2567b8d060f0672ab1ed7b681d64129e1a397"),
  ]

  @Test("derive the keys that other programs derive", arguments: vectors)
  func derives(vector: Vector) throws {
    let mnemonic = Mnemonic(entropy: try Hex.decode(vector.entropy))
    #expect(mnemonic.text == SecretBytes(text: vector.words))
    let seed = try Mnemonic(SecretBytes(text: "  " + vector.words.uppercased() + "\n")).seed()
    #expect(Hex.encode(seed.bytes) == vector.seed)
    let root = try ExtendedKey(seed: seed)
    #expect(Hex.encode(try root.descendant(.iotex(account: 0, change: 0, index: 0)).key.bytes) == vector.first)
    #expect(Hex.encode(try root.descendant(.iotex(account: 3, change: 1, index: 7)).key.bytes) == vector.other)
  }

  @Test("write their paths as everybody does")
  func paths() {
    #expect(DerivationPath.iotex(account: 3, change: 1, index: 7).description == "m/44'/304'/3'/1/7")
  }

  @Test("make new words of every length, whose checksum is right", arguments: Mnemonic.wordCounts)
  func random(count: Int) throws {
    let mnemonic = try Mnemonic.random(wordCount: count)
    #expect(try Mnemonic(mnemonic.text).text == mnemonic.text)
    #expect(throws: MnemonicError.wordCount(count + 1)) { try Mnemonic.random(wordCount: count + 1) }
  }

  @Test("refuse words without saying which")
  func refuses() {
    let about = String(repeating: "abandon ", count: 11)
    #expect(throws: MnemonicError.checksum) { try Mnemonic(SecretBytes(text: about + "abandon")) }
    #expect(throws: MnemonicError.unknownWord(position: 12)) { try Mnemonic(SecretBytes(text: about + "secret-word")) }
    #expect(throws: MnemonicError.wordCount(11)) { try Mnemonic(SecretBytes(text: about)) }
    #expect(!MnemonicError.unknownWord(position: 12).description.contains("secret-word"))
  }
}
