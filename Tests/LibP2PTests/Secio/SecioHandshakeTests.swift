import Testing

@testable import LibP2P

@Suite("secio handshake")
struct SecioHandshakeTests {
  private let key = NodeKey.generate()
  private let other = NodeKey.generate()

  private func run(_ own: SecioPreferences, _ remote: SecioPreferences) throws {
    var pair = HandshakePair(
      initiator: SecioHandshake(key: key, expected: nil, preferences: own),
      responder: SecioHandshake(key: other, expected: nil, preferences: remote))
    _ = try pair.run()
  }

  @Test("agrees on every suite")
  func suites() throws {
    for exchange in SecioExchange.allCases {
      for cipher in SecioCipher.allCases {
        for hash in SecioHash.allCases {
          try run(SecioPreferences(exchanges: [exchange], ciphers: [cipher], hashes: [hash]), .reference)
        }
      }
    }
  }

  @Test("fails when nothing is in common")
  func nothingInCommon() {
    let one = SecioPreferences(exchanges: [.p256], ciphers: [.aes256], hashes: [.sha256])
    let two = SecioPreferences(exchanges: [.p256], ciphers: [.aes128], hashes: [.sha256])
    #expect(throws: HandshakeError.nothingInCommon) { try run(one, two) }
  }

  @Test(
    "rejects malformed and hostile messages",
    arguments: [
      ([0, 0, 0x20, 1], .messageTooLong(0x2001)), ([0xFF, 0xFF, 0xFF, 0xFF], .messageTooLong(0xFFFF_FFFF)),
      ([0, 0, 0, 0], .malformedMessage), ([0, 0, 0, 2, 0x0A, 5], .malformedMessage), ([0, 0, 0, 3, 0x0A, 1, 7], .malformedMessage),
      ([0, 0, 0, 18, 0x0A, 16] + [UInt8](repeating: 1, count: 16), .invalidIdentityKey(.malformedKey)),
    ] as [([UInt8], HandshakeError)])
  func malformed(bytes: [UInt8], error: HandshakeError) throws {
    var handshake = SecioHandshake(key: key, expected: nil)
    _ = try handshake.start()
    #expect(throws: error) { try handshake.receive(bytes) }
    #expect(throws: HandshakeError.outOfOrder) { try handshake.receive([1]) }
  }

  @Test("gives no secret for points that are not on the curve or not uncompressed")
  func points() throws {
    for exchange in SecioExchange.allCases {
      let ephemeral = SecioEphemeralKey(exchange)
      let valid = SecioEphemeralKey(exchange).publicKey
      #expect(ephemeral.sharedSecret(with: valid) != nil)
      var offCurve = valid
      offCurve[offCurve.count - 1] ^= 1
      let coordinate = (valid.count - 1) / 2
      let points: [[UInt8]] = [
        [], [0], [0x04], offCurve, [UInt8](valid.dropLast()), valid + [0], [0x02] + valid[1...coordinate],
        [UInt8](repeating: 0, count: valid.count),
      ]
      for point in points { #expect(ephemeral.sharedSecret(with: point) == nil) }
    }
  }

  @Test(
    "has a Blowfish that meets its published vectors",
    arguments: [
      (0x0000_0000_0000_0000, 0x0000_0000_0000_0000, 0x4EF9_9745_6198_DD78),
      (0xFFFF_FFFF_FFFF_FFFF, 0xFFFF_FFFF_FFFF_FFFF, 0x5186_6FD5_B85E_CB8A),
      (0x3000_0000_0000_0000, 0x1000_0000_0000_0001, 0x7D85_6F9A_6130_63F2),
      (0x0123_4567_89AB_CDEF, 0x1111_1111_1111_1111, 0x61F9_C380_2281_B096),
    ] as [(UInt64, UInt64, UInt64)])
  func blowfish(key: UInt64, plaintext: UInt64, ciphertext: UInt64) throws {
    let cipher = try #require(Blowfish(key: withUnsafeBytes(of: key.bigEndian) { [UInt8]($0) }))
    #expect(cipher.encrypt(plaintext) == ciphertext)
    #expect(Blowfish(key: []) == nil)
    #expect(Blowfish(key: [UInt8](repeating: 1, count: 57)) == nil)
  }
}
