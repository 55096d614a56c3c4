import ArgumentParser
import EVM
import Foundation
import Primitives

/// `evm disasm`.
struct DisasmCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "disasm",
    abstract: "Lists byte code as instructions.",
    discussion: """
      Instructions that the fork does not know are marked with a question mark.

      Example: evm disasm 6001600201 --fork Frontier
      """)

  @Argument(help: "The code: hexadecimal, @FILE, or @- for standard input.", transform: HexArgument.bytes)
  var code: [UInt8]
  @Option(help: "The fork whose instructions are known.", transform: ForkArgument.parse)
  var fork = EthereumFork.prague
  @Option(help: "text or json.")
  var output = OutputFormat.text

  func run() throws {
    let lines = Disassembly(code).lines
    let table = fork.rules.opcodes
    if output == .text {
      for line in lines {
        let mark = table[line.opcode].isDefined ? "" : "  ?"
        let operand = line.operand.isEmpty ? "" : " 0x\(Hex.encode(line.operand))"
        print(String(format: "%06x  ", line.position) + "\(line.opcode)\(operand)\(mark)")
      }
      return
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let entries = lines.map { line in
      Entry(
        position: line.position, opcode: line.opcode.rawValue, name: line.opcode.description,
        operand: line.operand.isEmpty ? nil : "0x" + Hex.encode(line.operand), gas: table[line.opcode].gas,
        isDefined: table[line.opcode].isDefined)
    }
    print(String(decoding: try encoder.encode(entries), as: UTF8.self))
  }

  private struct Entry: Encodable {
    var position: Int
    var opcode: UInt8
    var name: String
    var operand: String?
    var gas: UInt16
    var isDefined: Bool
  }
}
