internal import Chain
internal import ChainSpec
public import ChainTypes
public import Primitives
internal import ProtocolKit
internal import State

/// A contract to be run without changing the chain.
public struct ContractCall: Sendable {
  /// In whose name it runs. Nothing is signed; the caller pays from its balance in a state that is thrown away.
  public var caller: Address
  /// The call, or creation.
  public var execution: Execution
  /// In gas units.
  public var gasLimit: UInt64
  /// In Rau per unit of gas.
  public var gasPrice: WireInteger
  /// What receipt and logs say the action's hash is.
  public var actionHash: Hash256

  /// A call.
  public init(caller: Address, execution: Execution, gasLimit: UInt64, gasPrice: WireInteger, actionHash: Hash256 = .zero) {
    self.caller = caller
    self.execution = execution
    self.gasLimit = gasLimit
    self.gasPrice = gasPrice
    self.actionHash = actionHash
  }

  /// What an action would do. Its signature and nonce do not matter.
  ///
  /// - Throws: `notAnExecution`.
  public init(_ action: SealedAction) throws(APIError) {
    guard case .execution(let execution) = action.envelope.payload else {
      throw APIError(
        .notAnExecution, "the action is of kind \(action.envelope.payload.kind); only executions run contracts",
        details: ["given": "\(action.envelope.payload.kind)"])
    }
    self.init(
      caller: action.sender, execution: execution, gasLimit: action.envelope.gasLimit, gasPrice: action.envelope.gasPrice,
      actionHash: action.hash)
  }
}

/// What a contract did.
public struct ContractAnswer: Hashable, Sendable {
  /// The bytes that it returned; empty for creations and failed calls.
  public let output: [UInt8]
  /// The receipt that the call would have in a block. A failed call has status 0.
  public let receipt: Receipt
}

extension NodeAPI {
  /// Runs a contract on the state after the last block, with that block's height, time and producer.
  ///
  /// - Throws: a rejection when no block could hold the call (the caller cannot pay, the gas limit is too low);
  ///   `gasLimitAboveBlock`; `noContracts`; the end of the call.
  public func read(_ contract: ContractCall, call: APICall) throws(APIError) -> ContractAnswer {
    try run(contract, on: try reading(), call: call)
  }

  /// How much gas an action needs.
  ///
  /// What runs no contract needs its intrinsic gas. For a contract it is the gas that it is charged for, or, where it
  /// would fail with so little, the lowest gas limit with which it succeeds; see `GasEstimator`. For a call that fails
  /// under its own gas limit it is what the failed call is charged for. A gas limit of 0 stands for as much as an action
  /// may have and its sender can pay.
  public func gasEstimate(for action: SealedAction, call: APICall) throws(APIError) -> UInt64 {
    guard case .execution = action.envelope.payload else {
      do {
        return try action.envelope.payload.intrinsicGas()
      } catch {
        throw APIError(.rejected(.unsupported), "actions of kind \(action.envelope.payload.kind) have no gas: \(error)")
      }
    }
    let chain = try reading()
    var contract = try ContractCall(action)
    if contract.gasLimit == 0 { contract.gasLimit = try affordableGas(for: contract, on: chain) }
    return try GasEstimator(limit: contract.gasLimit).estimate { (gasLimit) throws(APIError) in
      try call.check()
      contract.gasLimit = gasLimit
      let receipt = try run(contract, on: chain, call: call).receipt
      return (receipt.status == ReceiptStatus.success.rawValue, receipt.gasConsumed)
    }
  }

  private func run(_ contract: ContractCall, on chain: ChainReading, call: APICall) throws(APIError) -> ContractAnswer {
    guard let reader = chain.parameters.suite.contracts else { throw APIError(.noContracts, "this node executes no contracts") }
    let context = try blockContext(of: chain)
    guard contract.gasLimit <= context.gasLeft else {
      throw APIError(
        .gasLimitAboveBlock, "the gas limit \(contract.gasLimit) is above that of a whole block, \(context.gasLeft)",
        details: ["maximum": "\(context.gasLeft)", "given": "\(contract.gasLimit)"])
    }
    var result: (output: [UInt8], receipt: Receipt)
    do {
      result = try reader.read(
        contract.execution, gasLimit: contract.gasLimit, gasPrice: contract.gasPrice, caller: contract.caller, block: context,
        state: chain.view.state(), isCancelled: { call.isOver })
    } catch {
      try call.check()
      throw APIError(error)
    }
    // A call that was ended looks like one that failed.
    try call.check()
    result.receipt.setActionHash(contract.actionHash)
    return ContractAnswer(output: result.output, receipt: result.receipt)
  }

  /// What the contract sees of the chain: the last block.
  private func blockContext(of chain: ChainReading) throws(APIError) -> BlockContext {
    let head = chain.head
    let genesis = chain.parameters.genesis.blockchain
    let rules: Rules
    do {
      rules = try chain.parameters.schedule.rules(at: head.height)
    } catch {
      throw APIError(error)
    }
    return BlockContext(
      height: head.height, timestamp: head.timestamp,
      producer: head.height == 0 ? .zero : try chain.summary(at: head.height).producer, actionGasLimit: genesis.actionGasLimit,
      gasLeft: genesis.blockGasLimit, rules: rules, epochs: chain.parameters.epochs)
  }

  private func affordableGas(for contract: ContractCall, on chain: ChainReading) throws(APIError) -> UInt64 {
    let limit = chain.parameters.genesis.blockchain.actionGasLimit
    guard let price = contract.gasPrice.value, !price.isZero else { return limit }
    let affordable = try chain.account(contract.caller).balance.quotientAndRemainder(dividingBy: price).quotient
    return affordable.asUInt64.map { min($0, limit) } ?? limit
  }
}

extension Receipt {
  /// Names the action in the receipt and its logs.
  fileprivate mutating func setActionHash(_ hash: Hash256) {
    actionHash = hash
    for index in logs.indices { logs[index].actionHash = hash }
  }
}
