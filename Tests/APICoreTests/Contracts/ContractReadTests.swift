import APITestSupport
import Chain
import ChainCrypto
import ChainSpec
import ChainTypes
import Primitives
import ProtocolKit
import State
import Synchronization
import Testing

@testable import APICore

/// Running contracts without changing the chain.
@Suite("A contract call")
struct ContractReadTests {
  /// A machine that answers what it was asked.
  private final class Machine: ContractReader {
    struct Seen {
      var gasLimit: UInt64 = 0
      var height: UInt64 = 0
      var producer = Address.zero
    }
    let seen = Mutex(Seen())
    let outcome: @Sendable () throws(HandlingError) -> Receipt

    init(_ outcome: @escaping @Sendable () throws(HandlingError) -> Receipt) {
      self.outcome = outcome
    }

    func read(
      _ execution: Execution, gasLimit: UInt64, gasPrice: WireInteger, caller: Address, block: BlockContext, state: WorkingSet,
      isCancelled: @escaping @Sendable () -> Bool
    ) throws(HandlingError) -> (output: [UInt8], receipt: Receipt) {
      seen.withLock {
        $0.gasLimit = gasLimit
        $0.height = block.height
        $0.producer = block.producer
      }
      if isCancelled() { throw .rejected(ActionRejection(.arithmetic, "stopped")) }
      return (execution.data, try outcome())
    }
  }

  private static func receipt(status: UInt64 = 1) -> Receipt {
    Receipt(
      status: status, blockHeight: 0, actionHash: .zero, gasConsumed: 11_000, contractAddress: "",
      logs: [Log(address: "", topics: [], data: [], blockHeight: 0, actionHash: .zero)])
  }

  private func execution(gasLimit: UInt64, price: UInt64 = 0, by key: PrivateKey) -> SealedAction {
    let execution = Execution(amount: WireInteger(.zero), contract: "", data: [1, 2, 3])
    let envelope = Envelope(nonce: 1, gasLimit: gasLimit, gasPrice: WireInteger(U256(price)), payload: .execution(execution))
    return SealedAction(envelope: envelope, senderPublicKey: key.publicKey, signature: [])
  }

  @Test("sees the last block, and names the action in receipt and logs")
  func context() throws {
    let machine = Machine { () throws(HandlingError) in Self.receipt() }
    let node = try TestNode(contracts: machine)
    try node.mint(blocks: 2)
    let action = execution(gasLimit: 50_000, by: node.key)
    let answer = try node.api.read(ContractCall(action), call: APICall())
    #expect(answer.output == [1, 2, 3])
    #expect(answer.receipt.actionHash == action.hash)
    #expect(answer.receipt.logs.map(\.actionHash) == [action.hash])
    let seen = machine.seen.withLock { $0 }
    #expect(seen.height == 2)
    #expect(seen.producer == node.key.publicKey.address)
    #expect(seen.gasLimit == 50_000)
  }

  @Test("is refused when it asks for more gas than a block has, or is none")
  func refused() throws {
    let node = try TestNode()
    let error = expectFailure(.gasLimitAboveBlock) {
      try node.api.read(ContractCall(execution(gasLimit: 20_000_001, by: node.key)), call: APICall())
    }
    #expect(error?.details["maximum"] == "20000000")
    expectFailure(.notAnExecution) { try ContractCall(node.transfer(nonce: 1)) }
    let bare = try TestNode(withoutContracts: true)
    expectFailure(.noContracts) { try bare.api.read(ContractCall(execution(gasLimit: 50_000, by: bare.key)), call: APICall()) }
  }

  @Test("ends with its caller's time")
  func deadline() throws {
    let node = try TestNode(contracts: Machine { () throws(HandlingError) in Self.receipt() })
    let call = try ContractCall(execution(gasLimit: 50_000, by: node.key))
    expectFailure(.deadlineExceeded) { try node.api.read(call, call: APICall(timeout: .zero)) }
    let gone = APICall()
    gone.cancel()
    expectFailure(.cancelled) { try node.api.read(call, call: gone) }
  }

  @Test("is asked by the real machine whether to go on, and stops when not")
  func polling() throws {
    let node = try TestNode()
    try node.mint(blocks: 1)
    let parameters = node.chain.parameters
    let machine = try #require(parameters.suite.contracts)
    let block = BlockContext(
      height: 1, timestamp: node.chain.head.timestamp, producer: .zero, actionGasLimit: 5_000_000, gasLeft: 20_000_000,
      rules: try parameters.schedule.rules(at: 1), epochs: parameters.epochs)
    let polls = Mutex(0)
    // JUMPDEST, PUSH1 0, JUMP: for ever.
    let result = try machine.read(
      Execution(amount: WireInteger(.zero), contract: "", data: [0x5b, 0x60, 0x00, 0x56]), gasLimit: 5_000_000,
      gasPrice: WireInteger(.zero), caller: node.key.publicKey.address, block: block, state: node.chain.view().state(),
      isCancelled: {
        polls.withLock { polls in
          polls += 1
          return polls == 3
        }
      })
    #expect(polls.withLock { $0 } == 3)
    #expect(result.receipt.status == 0)
  }

  @Test("passes on why no block could hold it")
  func rejection() throws {
    let node = try TestNode(
      contracts: Machine { () throws(HandlingError) in throw .rejected(ActionRejection(.insufficientBalance, "poor")) })
    expectFailure(.rejected(.insufficientBalance)) {
      try node.api.read(ContractCall(execution(gasLimit: 50_000, by: node.key)), call: APICall())
    }
  }

  @Test("without a gas limit may have what an action may have and its sender can pay")
  func unlimited() throws {
    let machine = Machine { () throws(HandlingError) in Self.receipt(status: 0) }
    let node = try TestNode(contracts: machine)
    #expect(try node.api.gasEstimate(for: execution(gasLimit: 0, by: node.key), call: APICall()) == 11_000)
    #expect(machine.seen.withLock { $0.gasLimit } == 5_000_000)
    _ = try node.api.gasEstimate(for: execution(gasLimit: 0, price: 1, by: node.stranger), call: APICall())
    #expect(machine.seen.withLock { $0.gasLimit } == 0)
  }

  @Test("is not needed to say what a transfer needs")
  func transferGas() throws {
    let node = try TestNode(withoutContracts: true)
    #expect(try node.api.gasEstimate(for: node.transfer(nonce: 1, payload: [1, 2]), call: APICall()) == 10_200)
  }
}
