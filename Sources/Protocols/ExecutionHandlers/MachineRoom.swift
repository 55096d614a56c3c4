internal import ChainSpec
internal import ChainTypes
internal import EVM
internal import Primitives
internal import ProtocolKit
internal import State
internal import Synchronization

/// Runs contract calls on virtual machines, with memory and code that are used again and again.
///
/// Isolation: any thread; each call takes an arena out of the pool for as long as it runs.
final class MachineRoom: Sendable {
  /// An arena on its way between pool and machine.
  ///
  /// `@unchecked`: an arena is either in the pool or in the one call that took it out, so that two threads never have it.
  private struct Lease: @unchecked Sendable {
    let arena: ExecutionArena
  }

  private let arenas = Mutex<[Lease]>([])
  private let compiled = Mutex<[Rules: CompiledRules]>([:])
  private let codes = CodeCache()

  /// Runs a call.
  ///
  /// - Parameters:
  ///   - fees: where the used gas is charged a second time; nil for no second charge.
  ///   - limits: what ends a call early that nobody pays for; it fails then.
  /// - Returns: what the call returned, and its receipt.
  /// - Throws: a rejection when the caller cannot pay; no valid block holds such an execution.
  func run(
    _ call: ContractCall, state: WorkingSet, fees: (any FeeSink)?, limits: ExecutionLimits = .none
  ) throws(HandlingError) -> (output: [UInt8], receipt: Receipt) {
    let host = ContractState(
      state: state, rules: call.block.rules, codes: codes, height: call.block.height, actionHash: call.actionHash)
    do {
      return try run(call, on: host, fees: fees, limits: limits)
    } catch {
      switch error {
      case .host(let fault):
        throw host.failure ?? .rejected(ActionRejection(.arithmetic, "the virtual machine stopped: \(fault.description)"))
      case .handling(let cause):
        throw cause
      }
    }
  }

  /// What ends a run early.
  private enum RunError: Error {
    case host(HostFault)
    case handling(HandlingError)
  }

  private func run(
    _ call: ContractCall, on host: ContractState, fees: (any FeeSink)?, limits: ExecutionLimits
  ) throws(RunError) -> (output: [UInt8], receipt: Receipt) {
    let price = try buyGas(of: call, on: host)
    let intrinsicGas: UInt64
    do {
      intrinsicGas = try ActionPayload.execution(call.execution).intrinsicGas()
    } catch {
      throw .handling(.rejected(ActionRejection(.intrinsicGasTooLow, "\(error)")))
    }
    guard call.gasLimit >= intrinsicGas else {
      throw .handling(
        .rejected(ActionRejection(.intrinsicGasTooLow, "the gas limit \(call.gasLimit) is below the intrinsic gas of \(intrinsicGas)")))
    }
    guard let amount = call.execution.amount.value else {
      throw .handling(.rejected(ActionRejection(.arithmetic, "the amount \(call.execution.amount.decimal) has more than 256 bits")))
    }
    let result = try execute(call, amount: amount, price: price, gas: call.gasLimit - intrinsicGas, on: host, limits: limits)

    let used = call.gasLimit - result.gasLeft
    let consumed = used - min(used / 2, result.refund)
    do {
      // The price times the whole limit fits, see above.
      try host.add(price.multiplied(by: U256(call.gasLimit - consumed)) ?? .zero, to: call.caller)
    } catch {
      throw .host(error)
    }
    if let fees, consumed > 0 {
      do {
        try fees.depositFee(
          price.multiplied(by: U256(consumed)) ?? .zero, from: call.caller, height: call.block.height, state: host.state)
      } catch {
        throw .handling(error)
      }
    }
    host.writeBack()
    let isCreation = call.execution.contract.isEmpty
    let created = isCreation && result.isSuccess ? result.createdAddress?.bech32 ?? "" : ""
    let receipt = Receipt(
      status: (result.isSuccess ? ReceiptStatus.success : .failure).rawValue, blockHeight: call.block.height,
      actionHash: call.actionHash, gasConsumed: consumed, contractAddress: created, logs: host.logs)
    return (isCreation ? [] : result.output, receipt)
  }

  /// Charges the caller for the whole gas limit (`securityDeposit` in `evm.go`).
  ///
  /// - Returns: the gas price in Rau.
  private func buyGas(of call: ContractCall, on host: ContractState) throws(RunError) -> U256 {
    guard call.gasLimit <= call.block.gasLeft else { throw .handling(.blockGasLimitReached) }
    do throws(HostFault) {
      let balance = try host.balance(of: call.caller)
      if let price = call.gasPrice.value, let deposit = price.multiplied(by: U256(call.gasLimit)), deposit <= balance {
        try host.subtract(deposit, from: call.caller)
        return price
      }
      throw host.stop(
        .rejected(
          ActionRejection(
            .insufficientBalance,
            "\(call.caller) has \(balance.decimal) Rau and cannot pay for \(call.gasLimit) gas at \(call.gasPrice.decimal)")))
    } catch {
      throw .host(error)
    }
  }

  private func execute(
    _ call: ContractCall, amount: U256, price: U256, gas: UInt64, on host: ContractState, limits: ExecutionLimits
  ) throws(RunError) -> ExecutionResult {
    let target: Address?
    do {
      target = try ExecutionHandler.target(of: call.execution)
    } catch {
      throw .handling(error)
    }
    do throws(HostFault) {
      let lease = try takeArena()
      defer { arenas.withLock { $0.append(lease) } }
      let machine = VirtualMachine(
        host: host, rules: rules(call.block.rules),
        block: EVM.BlockContext(
          number: call.block.height, timestamp: UInt64(max(0, call.block.timestamp.seconds)), coinbase: call.block.producer,
          gasLimit: min(call.gasLimit, call.block.actionGasLimit), difficulty: U256(50)),
        transaction: TransactionContext(origin: call.caller, gasPrice: price), arena: lease.arena, limits: limits)
      guard let target else {
        return try machine.create(caller: call.caller, value: amount, initCode: call.execution.data, gas: gas)
      }
      // One above the state's nonce, whatever the action's own is (golden quirk 15).
      try host.setNonce(host.nonce(of: call.caller) &+ 1, of: call.caller)
      return try machine.call(caller: call.caller, to: target, value: amount, input: call.execution.data, gas: gas)
    } catch {
      throw .host(error)
    }
  }

  private func takeArena() throws(HostFault) -> Lease {
    if let lease = arenas.withLock({ $0.popLast() }) { return lease }
    return Lease(arena: try ExecutionArena())
  }

  private func rules(_ rules: Rules) -> CompiledRules {
    compiled.withLock { compiled in
      if let known = compiled[rules] { return known }
      let new = CompiledRules(.iotex(rules))
      compiled[rules] = new
      return new
    }
  }
}
