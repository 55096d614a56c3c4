import LibP2P
import TestSupport
import Testing

@Suite("Identity vectors")
struct IdentityVectorTests {
  @Test("makes the reference's keys, ids and signatures of seeds")
  func seeds() throws {
    let cases = try GoldenData.json("p2p/01-identity.json")["from_ed25519_seed"].array
    #expect(cases.count == 5)
    for vector in cases { try check(NodeKey(seed: try vector.hex("ed25519_seed")), vector) }
  }

  @Test("makes the reference's keys and content ids of master keys")
  func masterKeys() throws {
    let cases = try GoldenData.json("p2p/01-identity.json")["from_master_key"].array
    #expect(cases.count == 10)
    for vector in cases {
      let masterKey = try vector.string("master_key_utf8")
      let key = NodeKey(insecureReferenceMasterKey: masterKey)
      #expect(key.seed == (try vector.hex("ed25519_seed")), "\(masterKey)")
      try check(key, vector)
      let content = ContentID(of: [UInt8](masterKey.utf8))
      #expect(content.bytes == (try vector.hex("kad_key_cid_bytes")))
      #expect(content.description == (try vector.string("kad_key_cid_string")))
      let provider = ContentID(of: [UInt8](content.description.utf8))
      #expect(provider.bytes == (try vector.hex("provider_cid_bytes")))
      #expect(provider.description == (try vector.string("provider_cid_string")))
      #expect(try ContentID(parsing: provider.description) == provider)
    }
  }

  @Test("reads and verifies keys of the other kinds")
  func otherKinds() throws {
    let cases = try GoldenData.json("p2p/01-identity.json")["other_key_types_made_at_random"].array
    #expect(cases.count == 3)
    for vector in cases {
      let protobuf = try vector.hex("public_key_protobuf")
      let key = try PublicNodeKey(protobuf: protobuf)
      #expect("\(key.kind)" == (try vector.string("type")).lowercased())
      try checkPublic(key, vector)
      #expect(throws: (any Error).self) { try NodeKey(protobuf: try vector.hex("private_key_protobuf")) }
    }
  }

  private func check(_ key: NodeKey, _ vector: JSON) throws {
    #expect(key.publicKey.content == (try vector.hex("ed25519_public")))
    #expect(key.seed + key.publicKey.content == (try vector.hex("ed25519_private_64")))
    #expect(key.protobuf == (try vector.hex("private_key_protobuf")))
    #expect(try NodeKey(protobuf: key.protobuf).peerID == key.peerID)
    #expect(key.sign([UInt8](try vector.string("sample_message_utf8").utf8)) == (try vector.hex("sample_signature")))
    try checkPublic(key.publicKey, vector)
    #expect(key.peerID.publicKey == key.publicKey)
  }

  private func checkPublic(_ key: PublicNodeKey, _ vector: JSON) throws {
    #expect(key.protobuf == (try vector.hex("public_key_protobuf")))
    let id = PeerID(publicKey: key)
    #expect(id.bytes == (try vector.hex("peer_id_bytes")))
    #expect(id.description == (try vector.string("peer_id_base58")))
    #expect(try PeerID(parsing: id.description) == id)
    #expect(id.matches(key))
    let message = [UInt8](try vector.string("sample_message_utf8").utf8)
    let signature = try vector.hex("sample_signature")
    #expect(key.verify(message, signature: signature))
    #expect(!key.verify(message + [0], signature: signature))
    for position in [4, signature.count - 1] {
      var changed = signature
      changed[position] ^= 1
      #expect(!key.verify(message, signature: changed))
    }
    #expect(!key.verify(message, signature: []))
    #expect(!key.verify(message, signature: signature + [0]))
  }
}
