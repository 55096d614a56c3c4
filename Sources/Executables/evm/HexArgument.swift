import ArgumentParser
import Foundation
import Primitives

/// Bytes, numbers and addresses on the command line.
enum HexArgument {
  /// Hexadecimal digits with or without 0x; `@FILE` reads them from a file, `@-` from standard input.
  static func bytes(_ text: String) throws -> [UInt8] {
    var digits = text
    if text == "@-" {
      digits = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
    } else if text.hasPrefix("@") {
      digits = try String(contentsOfFile: String(text.dropFirst()), encoding: .utf8)
    }
    do {
      return try Hex.decode(digits.trimmingCharacters(in: .whitespacesAndNewlines), prefix: .optional)
    } catch {
      throw ValidationError("not hexadecimal: \(error)")
    }
  }

  /// A number, decimal or with 0x.
  static func number(_ text: String) throws -> U256 {
    guard let value = text.hasPrefix("0x") ? U256(hex: text) : U256(decimal: text) else {
      throw ValidationError("'\(text)' is not a number of up to 256 bits")
    }
    return value
  }

  /// An address, 0x… or io1….
  static func address(_ text: String) throws -> Address {
    do {
      return try Address(parsing: text)
    } catch {
      throw ValidationError("'\(text)' is not an address")
    }
  }

  /// A slot and its value, KEY=VALUE.
  static func slot(_ text: String) throws -> (key: U256, value: U256) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    guard parts.count == 2 else { throw ValidationError("'\(text)' is not KEY=VALUE") }
    return (try number(parts[0]), try number(parts[1]))
  }
}
