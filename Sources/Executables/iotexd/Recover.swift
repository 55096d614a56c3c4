internal import ArgumentParser
internal import Chain
internal import Foundation
internal import Node

/// `iotexd recover`
struct Recover: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Takes the chain back to a height, by removing the blocks above it.",
    discussion: """
      The last blocks are removed with the help of a log of what they overwrote. Further back, the chain is executed again from \
      genesis up to the height, in a second store that then takes the place of the first; an interruption leaves the chain as \
      it was. Export the blocks first if you may want them back.

      Example:
        iotexd recover --height 1000 --data-dir iotex-data
      """)

  @OptionGroup var chain: ChainOptions

  @Option(help: "The last height to keep.")
  var height: UInt64

  @Flag(help: "Execute the chain again from genesis even if the last blocks could simply be removed.")
  var rebuild = false

  @Option(help: "How to print the result: text or json.")
  var output: OutputFormat = .text

  private struct Report: Encodable {
    let oldHeight: UInt64
    let height: UInt64
    let executed: Bool
  }

  func run() throws {
    let (configuration, node) = try chain.open()
    let head = node.chain.head
    guard height < head.height || (rebuild && height == head.height) else {
      throw NodeError.usage("the chain ends at height \(head.height): there is nothing above \(height) to remove")
    }
    let canUndo = try reading { () throws(ChainFault) in try node.chain.canRemoveBlocks(above: height) }
    if canUndo && !rebuild {
      try reading { () throws(ChainFault) in try node.chain.removeBlocks(above: height) }
    } else {
      Interruption.listen()
      var line = ProgressLine()
      let rebuilder = try ChainRebuilder(of: node, in: configuration.node.dataDirectory)
      let isComplete: Bool
      do {
        isComplete = try rebuilder.run(to: height) { done in
          line.show(fraction: Double(done) / Double(max(1, height)), "executing block \(done)")
          return !Interruption.isRequested
        }
      } catch {
        line.clear()
        try rebuilder.discard()
        throw error
      }
      line.clear()
      guard isComplete else {
        try rebuilder.discard()
        throw ExitCode(130)
      }
      try rebuilder.replaceOriginal()
    }
    switch output {
    case .json: try Terminal.printJSON(Report(oldHeight: head.height, height: height, executed: !canUndo || rebuild))
    case .text: print("the chain was taken back from height \(head.height) to \(height)")
    }
  }
}
