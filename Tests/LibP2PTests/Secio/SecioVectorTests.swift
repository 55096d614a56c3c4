import TestSupport
import Testing

@testable import LibP2P

/// The eight recorded handshakes, each value on the way from the random bytes to the plaintexts.
@Suite("secio vectors")
struct SecioVectorTests {
  static let names = [
    "default-order-A-positive", "default-order-A-negative", "short-shared-secret-31", "A-prefers-P384-AES128-SHA512-and-wins",
    "A-prefers-P384-AES128-SHA512-and-loses", "P521-Blowfish-SHA512", "P384-AES256-SHA256", "P256-AES128-SHA256",
  ]

  private static func vector(_ name: String) throws -> JSON {
    let all = try GoldenData.json("p2p/03-secio.json")["handshakes"].array
    #expect(all.compactMap(\.["name"].string) == names)
    return try #require(all.first { $0["name"].string == name })
  }

  /// One side of a recorded handshake.
  private struct Side {
    let vector: JSON
    let key: NodeKey
    let preferences: SecioPreferences
    let nonce: [UInt8]
    let scalar: [UInt8]
    let handshake: SecioHandshake

    init(_ vector: JSON, _ suite: JSON) throws {
      self.vector = vector
      key = try NodeKey(seed: try vector.hex("identity_seed"))
      func choices<Choice: RawRepresentable<String>>(_ name: String) throws -> [Choice] {
        try vector["preferences"].string(name).split(separator: ",").map { try #require(Choice(rawValue: String($0))) }
      }
      preferences = SecioPreferences(
        exchanges: try choices("exchanges"), ciphers: try choices("ciphers"), hashes: try choices("hashes"))
      let reads = vector["ephemeral"]["random_reads"].array
      nonce = try #require(reads.first?.hexBytes)
      let scalar = try vector["ephemeral"].hex("scalar")
      self.scalar = scalar
      handshake = SecioHandshake(
        key: key, expected: nil, preferences: preferences,
        secrets: SecioHandshake.Secrets(nonce: nonce, ephemeralKey: { SecioEphemeralKey($0, scalar: scalar) }))
    }

    func hex(_ name: String) throws -> [UInt8] { try vector.hex(name) }
  }

  @Test("both sides write every recorded byte", arguments: names)
  func handshake(name: String) throws {
    let vector = try Self.vector(name)
    let (dialer, listener) = (try Side(vector["A_dialer"], vector), try Side(vector["B_listener"], vector))
    #expect(dialer.key.peerID.description == (try dialer.vector.string("peer_id")))
    var (first, second) = (dialer.handshake, listener.handshake)
    var (sentByFirst, sentBySecond) = (try first.start(), try second.start())
    var (toFirst, toSecond) = (sentBySecond, sentByFirst)
    var results: [EstablishedSecurity] = []
    while results.count < 2 {
      let answer = try first.receive(toFirst)
      let reply = try second.receive(toSecond)
      results += [answer.finished, reply.finished].compactMap(\.self)
      (toFirst, toSecond) = (reply.send, answer.send)
      sentByFirst += toSecond
      sentBySecond += toFirst
      try #require(results.count == 2 || !toFirst.isEmpty || !toSecond.isEmpty)
    }
    #expect(results.map(\.remotePeer) == [listener.key.peerID, dialer.key.peerID])
    var (ending, waiting) = (results[0].session, results[1].session)
    // The first encrypted frame of each side is the other's nonce; it has gone already.
    for index in 1..<4 {
      try exchange(&ending, &waiting, dialer.vector["encrypted_frames"][index], &sentByFirst)
      try exchange(&waiting, &ending, listener.vector["encrypted_frames"][index], &sentBySecond)
    }
    #expect(sentByFirst == (try dialer.hex("all_bytes_written")))
    #expect(sentBySecond == (try listener.hex("all_bytes_written")))
  }

  private func exchange(
    _ sender: inout any SecureSession, _ receiver: inout any SecureSession, _ vector: JSON, _ sent: inout [UInt8]
  ) throws {
    let plaintext = try vector.hex("plaintext")
    let frame = try sender.seal(plaintext)
    #expect(frame == (try vector.hex("frame")))
    #expect(try receiver.open(frame) == plaintext)
    sent += frame
  }

  @Test("every value on the way is the recorded one", arguments: names)
  func intermediateValues(name: String) throws {
    let vector = try Self.vector(name)
    let sides = [try Side(vector["A_dialer"], vector), try Side(vector["B_listener"], vector)]
    let suite = vector["selected"]
    var stretchedKeys: Set<[SecioKeys]> = []
    for (own, other) in [(sides[0], sides[1]), (sides[1], sides[0])] {
      // What is proposed.
      let fields = own.vector["propose_fields"]
      let proposal = SecioProposal(nonce: own.nonce, publicKey: own.key.publicKey.protobuf, preferences: own.preferences)
      #expect(proposal.nonce == (try fields.hex("rand")))
      #expect(proposal.publicKey == (try fields.hex("pubkey")))
      #expect(proposal.exchanges == (try fields.string("exchanges")))
      #expect(proposal.ciphers == (try fields.string("ciphers")))
      #expect(proposal.hashes == (try fields.string("hashes")))
      #expect(proposal.encoded == (try own.hex("propose_message")))
      // What is agreed.
      let remoteMessage = try other.hex("propose_message")
      let remote = try SecioProposal(decoding: remoteMessage)
      let (first, second) = own.handshake.orderHashes(remote)
      #expect(first == (try own.hex("order_hash_1_sha256_remote_pubkey_local_rand")))
      #expect(second == (try own.hex("order_hash_2_sha256_local_pubkey_remote_rand")))
      let agreement = try own.handshake.agree(remoteMessage)
      #expect(agreement.isOwnFirst == (try own.vector.int("order") > 0))
      #expect(agreement.suite.exchange.rawValue == (try suite.string("exchange")))
      #expect(agreement.suite.cipher.rawValue == (try suite.string("cipher")))
      #expect(agreement.suite.hash.rawValue == (try suite.string("hash")))
      // What is exchanged.
      #expect(agreement.ephemeralKey.publicKey == (try own.hex("epubkey")))
      #expect(own.key.sign(try own.hex("signed_bytes")) == (try own.hex("signature")))
      #expect(proposal.encoded + remoteMessage + agreement.ephemeralKey.publicKey == (try own.hex("signed_bytes")))
      #expect(own.handshake.exchange(agreement) == (try own.hex("exchange_message")))
      // What follows from it.
      let secret = try #require(agreement.ephemeralKey.sharedSecret(with: try other.hex("epubkey")))
      #expect(secret == (try vector.hex("shared_secret")))
      let stretched = try vector.hex("stretched")
      #expect(SecioKeys.stretched(secret: secret, hash: agreement.suite.hash, byteCount: stretched.count) == stretched)
      let keys = SecioKeys.stretch(secret: secret, suite: agreement.suite)
      stretchedKeys.insert([keys.first, keys.second])
      try check(keys.first, vector["k1"])
      try check(keys.second, vector["k2"])
      let writing = agreement.isOwnFirst ? keys.first : keys.second
      #expect(try own.vector["write_keys"].string("which") == (agreement.isOwnFirst ? "k1" : "k2"))
      try check(writing, own.vector["write_keys"])
      try checkFrames(own.vector["encrypted_frames"], writing, agreement.suite)
    }
    #expect(stretchedKeys.count == 1)
  }

  private func check(_ keys: SecioKeys, _ vector: JSON) throws {
    #expect(keys.iv == (try vector.hex("iv")))
    #expect(keys.cipherKey == (try vector.hex("cipher_key")))
    #expect(keys.macKey == (try vector.hex("mac_key")))
  }

  private func checkFrames(_ frames: JSON, _ keys: SecioKeys, _ suite: SecioSuite) throws {
    #expect(frames.array.count == 4)
    var keystream = try #require(Keystream(suite.cipher, key: keys.cipherKey, iv: keys.iv))
    let mac = SecioMAC(suite.hash, key: keys.macKey)
    for frame in frames.array {
      var output = try frame.hex("plaintext")
      try keystream.apply(to: &output, from: 0)
      let ciphertext = try frame.hex("ciphertext")
      #expect(output == ciphertext)
      mac.append(to: &output, from: 0)
      #expect(output == ciphertext + (try frame.hex("mac")))
      #expect(withUnsafeBytes(of: UInt32(output.count).bigEndian) { [UInt8]($0) } + output == (try frame.hex("frame")))
    }
  }

  @Test("a recorded connection decrypts with its keys")
  func recordedConnection() throws {
    let vector = try GoldenData.json("p2p/02-connection-tcp.json")
    let suite = try #require(
      SecioSuite(
        own: .reference,
        proposal: SecioProposal(
          nonce: [], publicKey: [], preferences: SecioPreferences(exchanges: [.p256], ciphers: [.aes256], hashes: [.sha256])),
        isOwnFirst: true))
    func keys(_ side: String) throws -> SecioKeys {
      SecioKeys(
        iv: try vector[side].hex("iv"), cipherKey: try vector[side].hex("cipher_key"), macKey: try vector[side].hex("mac_key"))
    }
    let (dialer, listener) = (try keys("dialer_write_keys"), try keys("listener_write_keys"))
    for (direction, tokens, own, other) in [
      ("dialer->listener", "security_tokens_dialer", dialer, listener), ("listener->dialer", "security_tokens_listener", listener, dialer),
    ] {
      var bytes: [UInt8] = []
      for chunk in vector["tcp_chunks"].array where chunk["direction"].string == direction { bytes += try chunk.hex("bytes") }
      // Two tokens, two handshake messages, then encrypted frames, the first of which holds a nonce.
      var position = vector[tokens].array.compactMap(\.string).reduce(0) { $0 + Multistream.token($1).count }
      for _ in 0..<2 { position += 4 + bytes[position..<position + 4].reduce(0) { $0 << 8 | Int($1) } }
      var session = try #require(SecioSession(suite: suite, sending: other, receiving: own))
      let plaintext = try session.open([UInt8](bytes[position...]))
      let frames = vector[direction == "dialer->listener" ? "dialer_secio_frames" : "listener_secio_frames"].array
      let expected = try frames.filter { $0["plaintext"].exists }.flatMap { try $0.hex("plaintext") }
      #expect(!expected.isEmpty)
      #expect(plaintext == expected, "\(direction)")
    }
  }
}
