import Foundation
import Glibc
import LibP2P
import Testing

@Suite("Node keys")
struct NodeKeyTests {
  @Test("are different each time they are generated")
  func generated() {
    let keys = (0..<20).map { _ in NodeKey.generate().peerID }
    #expect(Set(keys).count == 20)
  }

  @Test("do not print their secret")
  func printing() {
    let key = NodeKey.generate()
    #expect("\(key)" == "key of \(key.peerID)")
    #expect(String(reflecting: key) == "key of \(key.peerID)")
    #expect(Mirror(reflecting: key).children.isEmpty)
  }

  @Test("reject protobufs that do not fit")
  func malformed() throws {
    let key = NodeKey.generate()
    var wrongHalf = key.protobuf
    wrongHalf[wrongHalf.count - 1] ^= 1
    #expect(throws: IdentityError.invalidKey(.ed25519)) { try NodeKey(protobuf: wrongHalf) }
    #expect(throws: IdentityError.malformedKey) { try NodeKey(protobuf: [UInt8](key.protobuf.dropLast())) }
    #expect(throws: IdentityError.malformedKey) { try NodeKey(protobuf: []) }
    #expect(throws: IdentityError.keyType(2)) { try NodeKey(protobuf: [0x08, 2, 0x12, 0]) }
    #expect(throws: IdentityError.invalidKey(.ed25519)) { try NodeKey(seed: [1, 2, 3]) }
    #expect(throws: IdentityError.keyType(9)) { try PublicNodeKey(protobuf: [0x08, 9, 0x12, 0]) }
    #expect(throws: IdentityError.invalidKey(.secp256k1)) { try PublicNodeKey(protobuf: [0x08, 2, 0x12, 1, 2]) }
    #expect(throws: IdentityError.invalidKey(.rsa)) { try PublicNodeKey(kind: .rsa, content: [UInt8](repeating: 0x30, count: 2_000)) }
  }

  @Test("accept the early form with the public key twice")
  func earlyForm() throws {
    let key = NodeKey.generate()
    var writer = ProtobufWriter()
    writer.write(1, number: 1)
    writer.write(2, bytes: key.seed + key.publicKey.content + key.publicKey.content)
    #expect(try NodeKey(protobuf: writer.bytes).peerID == key.peerID)
  }

  @Test("are created in a file once, for the owner alone, and read again")
  func file() throws {
    try withFolder { folder in
      let path = folder + "/node.key"
      let key = try NodeKey.loadOrCreate(file: path)
      #expect(try NodeKey.loadOrCreate(file: path).peerID == key.peerID)
      #expect(try NodeKey(file: path).peerID == key.peerID)
      var status = stat()
      #expect(stat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
      #expect(throws: NodeKeyFileError.system(call: "link", code: EEXIST)) { try key.write(toNewFile: path) }
    }
  }

  @Test("are refused from files that others may read, that hold something else, or that are not there")
  func refusedFiles() throws {
    try withFolder { folder in
      let path = folder + "/node.key"
      #expect(throws: NodeKeyFileError.system(call: "open", code: ENOENT)) { try NodeKey(file: path) }
      try NodeKey.generate().write(toNewFile: path)
      chmod(path, 0o640)
      #expect(throws: NodeKeyFileError.permissions(mode: 0o640)) { try NodeKey(file: path) }
      chmod(path, 0o600)
      truncate(path, 10)
      #expect(throws: NodeKeyFileError.content(.malformedKey)) { try NodeKey(file: path) }
    }
  }

  private func withFolder(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "node-key-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }
}
