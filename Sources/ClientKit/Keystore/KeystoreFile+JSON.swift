import Primitives

extension KeystoreFile {
  /// The largest file that is read, in bytes.
  public static let maximumByteCount = 1 << 16

  /// Reads a file's text.
  public init(json: [UInt8]) throws(KeystoreError) {
    guard json.count <= Self.maximumByteCount else { throw .malformed("it is larger than 64 KiB") }
    guard let root = try? JSONParser.parse(json), case .object = root else { throw .malformed("it is no JSON object") }
    guard root["version"]?.wholeNumber == 3 else { throw .unsupported("version \(root["version"]?.compact ?? "absent"), not 3") }
    guard let crypto = root["crypto"] ?? root["Crypto"] else { throw .malformed("crypto") }
    guard let cipher = crypto["cipher"]?.text else { throw .malformed("cipher") }
    guard cipher == "aes-128-ctr" else { throw .unsupported("cipher \(cipher), not aes-128-ctr") }
    let parameters = crypto["kdfparams"]
    self.init(
      address: Self.address(of: root), id: root["id"]?.text ?? "", derivation: try Self.derivation(crypto["kdf"]?.text, parameters),
      ciphertext: try Self.bytes("ciphertext", of: crypto), initializationVector: try Self.bytes("iv", of: crypto["cipherparams"]),
      mac: try Self.bytes("mac", of: crypto), derivedByteCount: try Self.number("dklen", of: parameters))
  }

  /// The address of a key file; nil if there is none in it, or the zero address, which go-ethereum's wallet passes over too.
  static func address(of root: JSONValue) -> Address? {
    guard let text = root["address"]?.text, let bytes = try? Hex.decode(text, prefix: .optional), let address = Address(bytes) else {
      return nil
    }
    return address == .zero ? nil : address
  }

  private static func derivation(_ name: String?, _ parameters: JSONValue?) throws(KeystoreError) -> KeyDerivation {
    let salt = try bytes("salt", of: parameters)
    switch name {
    case "scrypt":
      return .scrypt(
        n: try number("n", of: parameters), r: try number("r", of: parameters), p: try number("p", of: parameters), salt: salt)
    case "pbkdf2":
      let function = parameters?["prf"]?.text ?? "absent"
      guard function == "hmac-sha256" else { throw .unsupported("PBKDF2 with \(function)") }
      return .pbkdf2(rounds: try number("c", of: parameters), salt: salt)
    default: throw .unsupported("key derivation \(name ?? "absent")")
    }
  }

  private static func bytes(_ name: String, of value: JSONValue?) throws(KeystoreError) -> [UInt8] {
    guard let text = value?[name]?.text, let bytes = try? Hex.decode(text, prefix: .optional) else { throw .malformed(name) }
    return bytes
  }

  private static func number(_ name: String, of value: JSONValue?) throws(KeystoreError) -> Int {
    guard let number = value?[name]?.wholeNumber else { throw .malformed(name) }
    return number
  }

  /// The file's text: one line, the members in go-ethereum's order.
  public var json: String {
    var members: [JSONValue.Member] = []
    if let address { members.append(.init("address", .string(address.hash.hex))) }
    let crypto: JSONValue = [
      "cipher": "aes-128-ctr", "ciphertext": .string(Hex.encode(ciphertext)),
      "cipherparams": ["iv": .string(Hex.encode(initializationVector))], "kdf": .string(derivationName),
      "kdfparams": derivationParameters, "mac": .string(Hex.encode(mac)),
    ]
    members += [.init("crypto", crypto), .init("id", .string(id)), .init("version", .integer(3))]
    return JSONValue.object(members).compact
  }

  private var derivationName: String {
    switch derivation {
    case .scrypt: "scrypt"
    case .pbkdf2: "pbkdf2"
    }
  }

  private var derivationParameters: JSONValue {
    switch derivation {
    case .scrypt(let n, let r, let p, let salt):
      [
        "dklen": .integer(derivedByteCount), "n": .integer(n), "p": .integer(p), "r": .integer(r), "salt": .string(Hex.encode(salt)),
      ]
    case .pbkdf2(let rounds, let salt):
      ["c": .integer(rounds), "dklen": .integer(derivedByteCount), "prf": "hmac-sha256", "salt": .string(Hex.encode(salt))]
    }
  }
}
