import ChainCrypto
public import EVM
import Primitives

/// Runs the variants of state tests and compares what comes out.
public struct StateTestRunner {
  /// The result of one variant under one fork.
  public struct Outcome: Sendable {
    /// The test's name.
    public var test: String
    public var fork: EthereumFork
    public var indexes: StateTest.Indexes
    /// What is wrong; `nil` if everything is as expected.
    public var failure: String?
  }

  private let arena: ExecutionArena
  private let compiled: [EthereumFork: CompiledRules]

  /// A runner with memory of its own; use it from one thread.
  public init() throws(HostFault) {
    arena = try ExecutionArena()
    var compiled: [EthereumFork: CompiledRules] = [:]
    for fork in EthereumFork.allCases {
      compiled[fork] = CompiledRules(fork.rules.changed { $0.storageForbidsCreation = true })
    }
    self.compiled = compiled
  }

  /// Runs all variants of a test, under one fork or all that the test and we know.
  ///
  /// - Returns: the outcomes, and the names of forks that we do not know.
  public func run(_ test: StateTest, only: EthereumFork? = nil) throws(HostFault) -> (outcomes: [Outcome], unknown: [String]) {
    var outcomes: [Outcome] = []
    var unknown: [String] = []
    for (name, expectations) in test.expectations.sorted(by: { $0.key < $1.key }) {
      guard let fork = EthereumFork(name: name) else {
        unknown.append(name)
        continue
      }
      if let only, only != fork { continue }
      for expectation in expectations {
        let failure = try check(test, fork, expectation)
        outcomes.append(Outcome(test: test.name, fork: fork, indexes: expectation.indexes, failure: failure))
      }
    }
    return (outcomes, unknown)
  }

  /// The state before the transaction.
  public static func makeHost(_ test: StateTest) -> InMemoryHost {
    // The tests' convention for the hashes of earlier blocks: the hash of the number's decimal digits.
    let host = InMemoryHost(blockHashes: { Keccak256.hash([UInt8](String($0).utf8)) })
    for account in test.accounts {
      host.setAccount(
        account.address, nonce: account.nonce, balance: account.balance, code: account.code, storage: account.storage)
    }
    return host
  }

  private func check(_ test: StateTest, _ fork: EthereumFork, _ expectation: StateTest.Expectation) throws(HostFault) -> String? {
    guard let rules = compiled[fork] else { return "no rules" }
    let host = StateTestRunner.makeHost(test)
    let processor = TransactionProcessor(
      rules: rules, transactionRules: fork.transactionRules, block: test.environment.block(fork), arena: arena)
    var logs: [LogEntry] = []
    var refusal: String?
    if let transaction = test.transaction.variant(expectation.indexes) {
      do throws(TransactionFailure) {
        logs = try processor.execute(transaction, on: host).logs
      } catch {
        switch error {
        case .invalid(let reason): refusal = ExceptionNames.name(of: reason)
        case .fault(let fault): throw fault
        }
      }
    } else {
      refusal = ExceptionNames.notEncodable
    }
    if let failure = ExceptionNames.compare(expected: expectation.exception, actual: refusal) { return failure }
    processor.touchCoinbase(of: host)
    let root = StateRoot.of(host)
    if root != expectation.stateRoot { return "state root \(root.hex), expected \(expectation.stateRoot.hex)" }
    let logsHash = StateRoot.ofLogs(logs)
    if logsHash != expectation.logsHash { return "logs \(logsHash.hex), expected \(expectation.logsHash.hex)" }
    return nil
  }
}
