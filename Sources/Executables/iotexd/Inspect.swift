internal import ArgumentParser
internal import Chain
internal import ChainSpec
internal import ChainTypes
internal import Foundation
internal import Node
internal import Primitives
internal import Storage

/// `iotexd inspect`
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Looks into the stored chain without changing it.",
    subcommands: [
      InspectBlock.self, InspectAction.self, InspectAccount.self, InspectEpoch.self, InspectGenesis.self, InspectStorage.self,
    ])
}

/// What the commands of `inspect` share.
struct InspectOptions: ParsableArguments {
  @OptionGroup var chain: ChainOptions

  @Option(help: "How to print the result: text or json.")
  var output: OutputFormat = .text

  /// The chain as it is now.
  func view() throws -> ChainView {
    let (_, node) = try chain.open()
    return try reading { () throws(ChainFault) in try node.chain.view() }
  }

  /// Prints a result.
  func show(_ value: some Encodable & CustomStringConvertible) throws {
    switch output {
    case .json: try Terminal.printJSON(value)
    case .text: print(value)
    }
  }
}

/// `iotexd inspect block`
struct InspectBlock: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "block", abstract: "Shows a block.", discussion: "Example: iotexd inspect block 100")

  @OptionGroup var options: InspectOptions

  @Argument(help: "A height, a block hash, or 'tip'.")
  var block: String

  func run() throws {
    let view = try options.view()
    let height: UInt64
    if block == "tip" {
      height = view.head.height
    } else if let number = UInt64(block) {
      height = number
    } else if let hash = Hash256(hex: block) {
      guard let known = try view.blocks.height(of: hash) else { throw NodeError.notFound("the chain has no block \(block)") }
      height = known
    } else {
      throw ValidationError("'\(block)' is neither a height nor a block hash of 64 hexadecimal digits")
    }
    guard let stored = try view.blocks.block(at: height), let receipts = try view.blocks.receipts(at: height) else {
      throw NodeError.notFound("the chain has the blocks 1 to \(view.head.height), not \(height)")
    }
    try options.show(BlockReport(stored, receipts: receipts))
  }
}

/// `iotexd inspect action`
struct InspectAction: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "action", abstract: "Shows an action and its receipt.", discussion: "Example: iotexd inspect action 6277f3d7…")

  @OptionGroup var options: InspectOptions

  @Argument(help: "The action's hash, 64 hexadecimal digits.")
  var hash: String

  func run() throws {
    guard let wanted = Hash256(hex: hash) else { throw ValidationError("'\(hash)' is no hash of 64 hexadecimal digits") }
    let view = try options.view()
    guard let found = try view.blocks.action(wanted) else { throw NodeError.notFound("the chain has no action \(hash)") }
    let receipt = try view.blocks.receipt(ofAction: wanted)
    try options.show(ActionReport(found.action, height: found.location.height, index: found.location.index, receipt: receipt))
  }
}

/// `iotexd inspect account`
struct InspectAccount: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "account", abstract: "Shows an account.", discussion: "Example: iotexd inspect account io1…")

  @OptionGroup var options: InspectOptions

  @Argument(help: "An address, io1… or 0x….")
  var address: String

  func run() throws {
    let parsed: Address
    do {
      parsed = try Address(parsing: address)
    } catch {
      throw ValidationError("'\(address)' is no address: \(error)")
    }
    let view = try options.view()
    let account = try view.account(parsed)
    let activity = try view.blocks.activity(of: parsed)
    try options.show(AccountReport(parsed, account, actions: activity.total, height: view.head.height))
  }
}

/// `iotexd inspect epoch`
struct InspectEpoch: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "epoch", abstract: "Shows an epoch: its heights, delegates and how many blocks each produced.",
    discussion: "Example: iotexd inspect epoch 3")

  @OptionGroup var options: InspectOptions

  @Argument(help: "The epoch's number, from 1. Default: the current one.")
  var epoch: UInt64?

  func run() throws {
    let view = try options.view()
    let number = epoch ?? max(1, view.parameters.epochs.epochNumber(of: view.head.height))
    try options.show(try EpochReport(number, in: view))
  }
}

/// `iotexd inspect genesis`
struct InspectGenesis: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "genesis", abstract: "Shows the genesis that a command would use, with its hash.",
    discussion: "Needs no chain. Example: iotexd inspect genesis --network mainnet")

  @OptionGroup var options: InspectOptions

  func run() throws {
    let genesis = try NodeChain.genesis(of: try options.chain.configuration())
    switch options.output {
    case .json: try Terminal.printJSON(["hash": genesis.hash.hex, "yaml": genesis.yaml])
    case .text:
      print("# genesis hash \(genesis.hash)")
      if genesis.hash == Network.dev.genesis.hash {
        print("# private key of \(DevelopmentKey.address), public: \(DevelopmentKey.privateKey)")
      }
      print(genesis.yaml, terminator: "")
    }
  }
}

/// `iotexd inspect storage`
struct InspectStorage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "storage", abstract: "Shows what the chain's store holds and how large it is.",
    discussion: "Example: iotexd inspect storage --data-dir iotex-data")

  @OptionGroup var options: InspectOptions

  func run() throws {
    let (_, node) = try options.chain.open()
    try options.show(StorageReport(try node.store.statistics()))
  }
}
