import ClientKit
import Primitives

/// Files that compilers write.
enum ContractFiles {
  /// The interface in a file.
  static func abi(_ path: String) throws -> ContractABI { try ContractABI(json: PrivateFile.read(path, limit: 4 << 20)) }

  /// The byte code in a file: hexadecimal digits, or a compiler's or Truffle's JSON with a member `bytecode`.
  static func bytecode(_ path: String) throws -> [UInt8] {
    let content = try PrivateFile.read(path, limit: 4 << 20)
    let text = GoText.trimmed(String(decoding: content, as: UTF8.self))
    let json = text.hasPrefix("{") ? try JSONParser.parse(content) : nil
    let digits = json.map { $0["bytecode"]?.text ?? $0["bytecode"]?["object"]?.text ?? $0["bin"]?.text ?? "" } ?? text
    guard let bytes = try? Hex.decode(digits, prefix: .optional), !bytes.isEmpty else {
      throw CommandFailure("\(path) holds no byte code in hexadecimal digits")
    }
    return bytes
  }
}
