public import Primitives

/// The Ethereum Virtual Machine: executes calls and creations on a host's state, under given rules.
///
/// It knows contracts, gas and state, and nothing of transactions, blocks or consensus: who calls pays intrinsic gas,
/// fees and refunds himself (`TransactionProcessor` does it the Ethereum way).
///
/// One object serves one transaction: make it, call `call` or `create`, read the result. It is used by one thread;
/// hostile code cannot make it trap, recurse on the native stack, or use memory that its gas does not pay.
///
/// How it works: all frames, stacks and memories lie in an `ExecutionArena`. The fast loop executes prepared code
/// (`PreparedCode`), checking gas and stack once for each straight run of instructions; the careful loop, a second
/// specialisation of the same source, checks each instruction and serves observers, and runs that the fast loop refused.
public final class VirtualMachine<H: Host> {
  /// The state.
  public let host: H
  let rules: CompiledRules
  let block: BlockContext
  let transaction: TransactionContext
  let arena: ExecutionArena
  let observation: Observation?
  let state: UnsafeMutablePointer<MachineState>

  /// A machine for one transaction.
  ///
  /// - Parameters:
  ///   - arena: memory to work in, not in use by another machine.
  ///   - observer: is told of every instruction and frame; it makes execution slower.
  ///   - limits: bounds for calls that nobody pays for.
  public init(
    host: H, rules: CompiledRules, block: BlockContext, transaction: TransactionContext, arena: ExecutionArena,
    observer: (any ExecutionObserver)? = nil, limits: ExecutionLimits = .none
  ) {
    self.host = host
    self.rules = rules
    self.block = block
    self.transaction = transaction
    self.arena = arena
    self.observation = observer == nil && limits.areNone ? nil : Observation(observer: observer, limits: limits)
    state = UnsafeMutablePointer<MachineState>.allocate(capacity: 1)
    state.initialize(to: MachineState(arena))
  }

  /// The most memory that the frames had at one time, in bytes: all that ran one inside the other, each with what its gas
  /// paid for.
  public var memoryByteCount: Int { state.pointee.memoryHighWater - arena.memory }

  deinit {
    arena.trim(used: memoryByteCount)
    state.pointee.returnData.deallocate()
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Calls an account: moves `value` to it and runs its code.
  ///
  /// - Parameters:
  ///   - gas: what the code may use; the caller has already taken it from whoever pays.
  ///   - isStatic: whether to forbid writes, where the rules know static calls.
  /// - Throws: the host's fault; there is no result then.
  public func call(
    caller: Address, to address: Address, value: U256, input: [UInt8], gas: UInt64, isStatic: Bool = false
  ) throws(HostFault) -> ExecutionResult {
    let copy = UnsafeMutableRawPointer.allocate(byteCount: max(1, input.count), alignment: 8)
    defer { copy.deallocate() }
    copy.assumingMemoryBound(to: UInt8.self).update(from: input, count: input.count)
    let request = CallRequest(
      kind: isStatic ? .staticCall : .call, gas: budget(gas), caller: caller, address: address, codeAddress: address,
      value: value, input: copy, inputSize: input.count, isStatic: isStatic, returnOffset: 0, returnSize: 0)
    do throws(Interruption) {
      return result(of: try complete(try beginCall(request)), gas: gas, created: nil)
    } catch {
      throw fault(error)
    }
  }

  /// Creates a contract: raises the creator's nonce, runs the code and stores what it returns.
  ///
  /// - Parameters:
  ///   - gas: what the code may use.
  ///   - salt: makes the address that of CREATE2; without, it is that of CREATE with the creator's nonce before the call.
  /// - Throws: the host's fault; there is no result then.
  public func create(
    caller: Address, value: U256, initCode: [UInt8], gas: UInt64, salt: U256? = nil
  ) throws(HostFault) -> ExecutionResult {
    let code = Bytecode(initCode)
    do throws(Interruption) {
      let nonce = try nonce(of: caller)
      let address =
        salt.map { CreatedAddress.create2(caller, salt: $0, code: code.buffer) }
        ?? CreatedAddress.create(caller, nonce: nonce)
      let request = CreateRequest(
        kind: salt == nil ? .create : .create2, gas: budget(gas), caller: caller, address: address, value: value, code: code)
      return result(of: try complete(try beginCreate(request)), gas: gas, created: address)
    } catch {
      throw fault(error)
    }
  }
}

extension VirtualMachine {
  /// Gas as the loops count it. More than 2^63 - 1 cannot be spent; `result` gives the rest back.
  private func budget(_ gas: UInt64) -> Int64 {
    Int64(clamping: gas)
  }

  /// Runs until the outermost frame has ended.
  private func complete(_ begun: Begun) throws(Interruption) -> FrameResult {
    switch begun {
    case .finished(let result):
      return result
    case .entered:
      return try run()
    }
  }

  private func result(of frame: FrameResult, gas: UInt64, created: Address?) -> ExecutionResult {
    let outcome: ExecutionOutcome =
      switch frame.end {
      case .success: .success
      case .revert: .revert
      case .halt(let reason): .halt(reason)
      }
    let output = UnsafeRawBufferPointer(start: state.pointee.returnData, count: state.pointee.returnSize)
    let isSilent = if case .halt = frame.end { true } else { false }
    return ExecutionResult(
      outcome: outcome, output: isSilent ? [] : [UInt8](output),
      // What `budget` cut off was not used.
      gasLeft: UInt64(frame.gas) + (gas - UInt64(budget(gas))),
      refund: UInt64(max(0, state.pointee.refund)), createdAddress: created)
  }

  private func fault(_ interruption: Interruption) -> HostFault {
    releaseFrames()
    return state.pointee.fault ?? HostFault(code: "unknown", description: "the host failed without a reason")
  }
}
