import Chain
import ChainCrypto
import ChainSpec
import ChainTypes
import Primitives
import ProtocolKit
import State
import TestSupport

/// A read-only call of `reads.json`, with what this client answers.
struct RecordedRead {
  /// What the file says.
  let recorded: JSON
  /// The signed action.
  let action: SealedAction
  /// The call in it.
  let execution: Execution
  /// Output and receipt, whose action hash is the action's; or why there are none.
  private(set) var answer: Result<(output: [UInt8], receipt: Receipt), HandlingError>
  /// Code by its hash that the call would store if it were part of a block.
  private(set) var code: [[UInt8]: [UInt8]] = [:]

  /// Runs all calls on the state at the tip.
  static func all(of replay: ReplayedChain) throws -> [RecordedRead] {
    let view = try replay.chain.view()
    guard let reads = try replay.golden.json("reads.json"), let reader = replay.chain.parameters.suite.contracts else { return [] }
    let block = try context(of: replay.chain.parameters, view)
    return try reads.array.map { try RecordedRead($0, reader, block, view.state()) }
  }

  private init(_ recorded: JSON, _ reader: any ContractReader, _ block: BlockContext, _ state: WorkingSet) throws {
    self.recorded = recorded
    action = try SealedAction(decoding: try recorded.hex("action"))
    guard case .execution(let execution) = action.envelope.payload else { throw GoldenDataError.unexpected(recorded["action"].path) }
    self.execution = execution
    do throws(HandlingError) {
      var (output, receipt) = try reader.read(
        execution, gasLimit: action.envelope.gasLimit, gasPrice: action.envelope.gasPrice, caller: action.sender, block: block,
        state: state, isCancelled: { false })
      receipt.actionHash = action.hash
      for log in receipt.logs.indices { receipt.logs[log].actionHash = action.hash }
      answer = .success((output, receipt))
    } catch {
      answer = .failure(error)
    }
    var hashes: [[UInt8]] = []
    try state.forEachChangedKey { namespace, key in if namespace == .code { hashes.append(key) } }
    for hash in hashes { code[hash] = try state.get(.code, hash) }
  }

  /// What contracts see at the tip.
  private static func context(of parameters: ChainParameters, _ view: ChainView) throws -> BlockContext {
    guard let header = try view.blocks.header(at: view.head.height) else { throw GoldenDataError.unexpected("the tip's header") }
    return BlockContext(
      height: header.height, timestamp: header.timestamp, producer: header.producer.address,
      actionGasLimit: parameters.genesis.blockchain.actionGasLimit, gasLeft: parameters.genesis.blockchain.blockGasLimit,
      rules: try parameters.schedule.rules(at: header.height), epochs: parameters.epochs)
  }
}
