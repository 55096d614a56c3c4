internal import ArgumentParser
internal import Chain
internal import Foundation
internal import Node
internal import Primitives

/// `iotexd verify`
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Checks the stored chain: its links and indexes, and every block by executing it again from genesis.",
    discussion: """
      Execution takes place in a second store beside the first, which is removed afterwards. Nothing of the chain is changed.

      Example:
        iotexd verify --data-dir iotex-data
      """)

  @OptionGroup var chain: ChainOptions

  @Flag(help: "Check only the links and indexes, without executing blocks.")
  var quick = false

  @Option(help: "How to print the result: text or json.")
  var output: OutputFormat = .text

  private struct Report: Encodable {
    let height: UInt64
    let tipHash: String
    let executed: Bool
  }

  func run() throws {
    let (configuration, node) = try chain.open()
    Interruption.listen()
    let view = try reading { () throws(ChainFault) in try node.chain.view() }
    let head = view.head
    var line = ProgressLine()
    let report = try view.blocks.integrityCheck { done, total in
      line.show(fraction: total > 0 ? Double(done) / Double(total) : nil, "checking links and indexes")
    }
    line.clear()
    guard report.isSound else {
      let more = report.omittedFindings > 0 ? "\n… and \(report.omittedFindings) more" : ""
      throw NodeError.verification("the store contradicts itself:\n\(report.findings.map(\.description).joined(separator: "\n"))\(more)")
    }
    if !quick {
      let rebuilder = try ChainRebuilder(of: node, in: configuration.node.dataDirectory)
      do {
        let complete = try rebuilder.run(to: head.height) { height in
          line.show(fraction: Double(height) / Double(max(1, head.height)), "executing block \(height)")
          return !Interruption.isRequested
        }
        if complete { try rebuilder.compareStates() }
      } catch {
        line.clear()
        try rebuilder.discard()
        throw error
      }
      try rebuilder.discard()
    }
    line.clear()
    if Interruption.isRequested { throw ExitCode(130) }
    switch output {
    case .json: try Terminal.printJSON(Report(height: head.height, tipHash: head.hash.hex, executed: !quick))
    case .text: print("the chain is sound: \(head.height) blocks, tip \(head.hash)\(quick ? " (blocks were not executed)" : "")")
    }
  }
}
