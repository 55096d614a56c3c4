internal import ArgumentParser
internal import Chain
internal import Foundation
internal import Node
internal import Primitives

/// `iotexd import`
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Appends the blocks of files to the chain, checking everything.",
    discussion: """
      A file holds blocks in ascending order of height, each as an unsigned varint length and a protobuf iotextypes.Block, \
      plain or compressed with gzip; '-' is standard input. Signatures, nonces, digests and receipts of every block are \
      checked; the first block that is wrong ends the import, says which field differs, and leaves nothing behind.

      An import that was interrupted goes on when the same command is given again: blocks that the chain has are skipped.

      Examples:
        iotexd import --genesis genesis.yaml --data-dir replay blocks.bin.gz
        iotexd import --genesis genesis.yaml --explain writes.jsonl.gz blocks.bin.gz
      """)

  @OptionGroup var chain: ChainOptions

  @Argument(help: "Files of blocks, in order.")
  var files: [String]

  @Option(
    help: """
      Which block footers are checked: required (every block must carry endorsements of more than two thirds of the delegates), \
      present (blocks that carry endorsements), ignored.
      """)
  var footers: FooterChecks = .present

  @Option(
    help: """
      A recorded write log (one JSON object per block with height, digest and writes, plain or gzip). When a block is refused, \
      its writes are compared with it, and the first one that differs is shown.
      """)
  var explain: String?

  @Option(
    help: """
      How many blocks are written to disk in one transaction. More are faster; an import that is interrupted begins again behind \
      the last transaction. A group also ends after \(BlockImporter.Configuration().actionsPerGroup) actions.
      """)
  var blocksPerGroup = BlockImporter.Configuration().blocksPerGroup

  @Flag(
    help: """
      Print one line of JSON with height and tipHash on standard output for where the chain stands at the start, and again after \
      every group of blocks that is on disk. What was printed survives whatever happens to the program.
      """)
  var reportCommits = false

  @Option(help: "How to print the result: text or json.")
  var output: OutputFormat = .text

  func validate() throws {
    guard blocksPerGroup > 0 else { throw ValidationError("--blocks-per-group must be at least 1") }
  }

  func run() throws {
    let (_, node) = try chain.open()
    Interruption.listen()
    var configuration = BlockImporter.Configuration()
    configuration.footers = footers.policy
    configuration.blocksPerGroup = blocksPerGroup
    let importer = BlockImporter(
      chain: node.chain, configuration: configuration, verifier: NodeChain.footerVerifier(for: node.chain.parameters))
    let clock = ContinuousClock()
    let start = clock.now
    var line = ProgressLine()
    var last = BlockImporter.Progress(head: node.chain.head)
    reportCommit(last.head)
    do throws(ImportError) {
      last = try importer.run(files: files) { progress in
        if progress.head != last.head { reportCommit(progress.head) }
        last = progress
        line.show(fraction: progress.fraction, Self.describe(progress, after: clock.now - start))
        return !Interruption.isRequested
      }
    } catch {
      line.clear()
      try report(last, seconds: (clock.now - start).seconds)
      throw try explained(error, node: node)
    }
    line.clear()
    try report(last, seconds: (clock.now - start).seconds)
    if Interruption.isRequested { throw ExitCode(130) }
  }

  /// Says that the chain is on disk up to here, if somebody wants to know.
  private func reportCommit(_ head: ChainHead) {
    guard reportCommits else { return }
    try? Terminal.printJSON(Commit(height: head.height, tipHash: head.hash.hex))
  }

  private struct Commit: Encodable {
    let height: UInt64
    let tipHash: String
  }

  /// The error with the first write that differs, if a write log was given and the block got as far as being executed.
  private func explained(_ error: ImportError, node: NodeChain) throws -> NodeError {
    guard let explain, case .refused(_, let block?) = error else { return .importing(error) }
    return .verification("\(error)\n\(try WriteExplanation(of: block, on: node.chain, recordedIn: explain))")
  }

  private struct Report: Encodable {
    let height: UInt64
    let tipHash: String
    let blocks: UInt64
    let skippedBlocks: UInt64
    let actions: UInt64
    let seconds: Double
    let actionsPerSecond: Double
  }

  private func report(_ progress: BlockImporter.Progress, seconds: Double) throws {
    let rate = seconds > 0 ? Double(progress.actions) / seconds : 0
    switch output {
    case .json:
      try Terminal.printJSON(
        Report(
          height: progress.head.height, tipHash: progress.head.hash.hex, blocks: progress.blocks, skippedBlocks: progress.skipped,
          actions: progress.actions, seconds: seconds, actionsPerSecond: rate))
    case .text:
      let skipped = progress.skipped > 0 ? ", \(progress.skipped) blocks were there already" : ""
      print(
        "imported \(progress.blocks) blocks with \(progress.actions) actions in \(seconds.formatted(decimals: 2)) s (\(rate.formatted(decimals: 0)) actions/s)\(skipped)"
      )
      print("height   \(progress.head.height)")
      print("tip      \(progress.head.hash)")
    }
  }

  private static func describe(_ progress: BlockImporter.Progress, after elapsed: Duration) -> String {
    let seconds = max(elapsed.seconds, 0.001)
    let rate = Double(progress.actions) / seconds
    var text = "block \(progress.head.height), \(rate.formatted(decimals: 0)) actions/s"
    if let fraction = progress.fraction, fraction > 0.01 {
      text += ", \((seconds / fraction * (1 - fraction)).formatted(decimals: 0)) s left"
    }
    return text
  }
}

/// Which footers `--footers` has checked.
enum FooterChecks: String, ExpressibleByArgument, CaseIterable {
  /// All.
  case required
  /// Those with endorsements.
  case present
  /// None.
  case ignored

  /// The importer's name for it.
  var policy: BlockImporter.FooterPolicy {
    switch self {
    case .required: .required
    case .present: .present
    case .ignored: .ignored
    }
  }
}

extension BlockImporter.Progress {
  /// How much of the files is read, 0 … 1; nil when a pipe is among them.
  fileprivate var fraction: Double? {
    bytesTotal.map { $0 > 0 ? Double(bytesRead) / Double($0) : 1 }
  }
}

extension Duration {
  /// The length in seconds.
  var seconds: Double {
    let parts = components
    return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
  }
}

extension Double {
  /// With so many digits behind the point.
  func formatted(decimals: Int) -> String {
    String(format: "%.\(decimals)f", self)
  }
}
