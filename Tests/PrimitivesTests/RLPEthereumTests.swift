import Foundation
import Primitives
import TestSupport
import Testing

/// Ethereum's own RLP tests, read from their archive, which is not part of the repository.
///
/// `ETHEREUM_TESTS` names the folder of `Encodings.tar.xz`; otherwise it is looked for beside the golden data.
private enum EthereumEncodings {
  static let archive: String? = {
    var folders: [String] = []
    if let path = ProcessInfo.processInfo.environment["ETHEREUM_TESTS"], !path.isEmpty { folders.append(path) }
    folders += GoldenData.folders.map { $0 + "/../ethereum-tests" }
    return folders.map { $0 + "/Encodings.tar.xz" }.first { FileManager.default.fileExists(atPath: $0) }
  }()

  /// The names of the archive's files below a folder.
  static func files(below folder: String) throws -> [String] {
    String(decoding: try tar("-tJf"), as: UTF8.self).split(separator: "\n").map(String.init)
      .filter { $0.hasPrefix(folder + "/") && $0.hasSuffix(".json") }
  }

  /// A file of the archive.
  static func json(_ name: String) throws -> JSON { try JSON(parsing: [UInt8](try tar("-xJOf", name)), name: name) }

  private static func tar(_ mode: String, _ names: String...) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tar", mode, try #require(archive)] + names
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "tar failed on \(mode) \(names)")
    return data
  }
}

@Suite(
  "RLP beside Ethereum's tests", .enabled(if: EthereumEncodings.archive != nil, "ETHEREUM_TESTS can name the folder of Encodings.tar.xz"))
struct RLPEthereumTests {
  private let limits = RLP.Limits()

  /// The shortest big-endian bytes of a decimal number of any size; one of the tests has 257 bits.
  private func bigEndian(decimal: Substring) -> [UInt8] {
    var littleEndian: [UInt8] = []
    for digit in decimal.utf8 {
      var carry = Int(digit) - 0x30
      for index in littleEndian.indices {
        carry += Int(littleEndian[index]) * 10
        littleEndian[index] = UInt8(carry & 0xff)
        carry >>= 8
      }
      if carry > 0 { littleEndian.append(UInt8(carry)) }
    }
    return littleEndian.reversed()
  }

  /// The value that a test's `in` stands for: text, a number, "#" and a big number, or a list of such.
  private func item(_ json: JSON) throws -> RLPItem {
    if let text = json.string {
      if text.hasPrefix("#") { return .bytes(bigEndian(decimal: text.dropFirst())) }
      return .bytes([UInt8](text.utf8))
    }
    if let number = json.uint64 { return .integer(U256(number)) }
    return .list(try json.array.map { try item($0) })
  }

  @Test("every file of the folder is read, every valid case round-trips, every invalid one is refused")
  func allFiles() throws {
    var verdicts: [String: Int] = [:]
    for file in try EthereumEncodings.files(below: "RLPTests") {
      for (name, entry) in try EthereumEncodings.json(file).object {
        let bytes = try #require(entry["out"].hexBytes, "\(file) \(name)")
        switch entry["in"].string {
        case "INVALID":
          #expect(throws: RLPError.self, "\(file) \(name)") { try RLP.decode(bytes, limits: limits) }
          verdicts["invalid", default: 0] += 1
        case "VALID":
          #expect(RLP.encode(try RLP.decode(bytes, limits: limits)) == bytes, "\(file) \(name)")
          verdicts["valid", default: 0] += 1
        default:
          let expected = try item(entry["in"])
          #expect(RLP.encode(expected) == bytes, "\(file) \(name)")
          #expect(try RLP.decode(bytes, limits: limits) == expected, "\(file) \(name)")
          verdicts["value", default: 0] += 1
        }
      }
    }
    #expect(verdicts["invalid", default: 0] >= 26)
    #expect(verdicts["valid", default: 0] >= 1)
    #expect(verdicts["value", default: 0] >= 28)
  }
}
