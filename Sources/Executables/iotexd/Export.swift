internal import ArgumentParser
internal import Chain
internal import Foundation
internal import Node

/// `iotexd export`
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Writes blocks of the chain into a file that 'iotexd import' reads.",
    discussion: """
      The file gets its name only when it is complete. A name that ends in .gz is compressed; '-' is standard output.

      Examples:
        iotexd export --data-dir iotex-data blocks.bin.gz
        iotexd export --from 100 --to 200 part.bin
      """)

  @OptionGroup var chain: ChainOptions

  @Argument(help: "The file to write.")
  var file: String

  @Option(help: "The first height.")
  var from: UInt64 = 1

  @Option(help: "The last height. Default: the chain's last block.")
  var to: UInt64?

  @Flag(help: "Overwrite the file if it exists.")
  var force = false

  @Option(help: "How to print the result: text or json. With '-' as the file nothing is printed.")
  var output: OutputFormat = .text

  private struct Report: Encodable {
    let from: UInt64
    let to: UInt64
    let file: String
  }

  func run() throws {
    let (_, node) = try chain.open()
    Interruption.listen()
    let view = try reading { () throws(ChainFault) in try node.chain.view() }
    let last = to ?? view.head.height
    guard from >= 1, from <= last, last <= view.head.height else {
      throw NodeError.usage("the chain has the blocks 1 to \(view.head.height); \(from) to \(last) cannot be exported")
    }
    let writer = try archiving { () throws(ArchiveError) in try BlockArchiveWriter(path: file, overwrite: force) }
    var line = ProgressLine()
    do {
      for height in from...last {
        guard !Interruption.isRequested else {
          writer.discard()
          line.clear()
          throw ExitCode(130)
        }
        guard let bytes = try view.blocks.encodedBlock(at: height) else {
          throw NodeError.verification("block \(height) is missing in the store: run 'iotexd verify'")
        }
        try writer.append(bytes)
        if height % 64 == 0 {
          line.show(fraction: Double(height - from + 1) / Double(last - from + 1), "block \(height)")
        }
      }
      try writer.finish()
    } catch {
      writer.discard()
      line.clear()
      throw error
    }
    line.clear()
    guard file != "-" else { return }
    switch output {
    case .json: try Terminal.printJSON(Report(from: from, to: last, file: file))
    case .text: print("exported the blocks \(from) to \(last) into \(file)")
    }
  }
}
