import ChainCrypto
import EVM
import Primitives
import Testing

/// Ethereum's transactions: what is refused, what is paid, what comes back.
struct TransactionProcessorTests {
  private let sender = Address(number: 0x5e4de4)
  private let coinbase = Address(number: 0xc01)
  private let start = U256(1_000_000_000)

  private func execute(
    _ fork: EthereumFork, on host: InMemoryHost, baseFee: U256 = 0, _ change: (inout EthereumTransaction) -> Void = { _ in }
  ) throws(TransactionFailure) -> TransactionProcessor.Result {
    var transaction = EthereumTransaction(
      sender: sender, to: TestMachine.contract, nonce: 0, gasLimit: 100_000, gasPrice: 10, value: 0, data: [])
    change(&transaction)
    let block = BlockContext(
      number: 1, timestamp: 1, coinbase: coinbase, gasLimit: 1_000_000, baseFee: baseFee, blobBaseFee: 1, chainID: .one)
    let arena: ExecutionArena
    do throws(HostFault) {
      arena = try ExecutionArena(memoryByteCount: 256 << 20)
    } catch {
      throw .fault(error)
    }
    let processor = TransactionProcessor(
      rules: CompiledRules(fork.rules), transactionRules: fork.transactionRules, block: block, arena: arena)
    return try processor.execute(transaction, on: host)
  }

  private func makeHost(_ code: Assembly = Assembly(), storage: [U256: U256] = [:]) -> InMemoryHost {
    let host = InMemoryHost()
    host.setAccount(sender, balance: start)
    host.setAccount(TestMachine.contract, nonce: 1, code: code.bytes, storage: storage)
    return host
  }

  @Test("charges intrinsic gas by fork: bytes, creations, access lists, init code, authorizations")
  func intrinsicGas() throws {
    let data: [UInt8] = [0, 0, 1, 2, 3]
    let cases: [(EthereumFork, UInt64, (inout EthereumTransaction) -> Void)] = [
      (.frontier, 21_000 + 2 * 4 + 3 * 68, { $0.data = data }), (.istanbul, 21_000 + 2 * 4 + 3 * 16, { $0.data = data }),
      (.frontier, 21_000, { $0.to = nil }), (.homestead, 53_000, { $0.to = nil }),
      (
        .shanghai, 53_000 + 4 * 33 + 2 * 2,
        { transaction in
          transaction.to = nil; transaction.data = [UInt8](repeating: 0, count: 33)
        }
      ),
      (
        .berlin, 21_000 + 2_400 + 2 * 1_900,
        { transaction in
          transaction.kind = .accessList
          transaction.accessList = [.init(address: TestMachine.other, slots: [1, 2])]
        }
      ),
      (
        .prague, 21_000 + 25_000,
        { transaction in
          transaction.kind = .setCode
          transaction.maxPriorityFee = 10
          transaction.authorizations = [Authorization(chainID: 1, address: .zero, nonce: 0, authority: nil)]
        }
      ),
    ]
    for (fork, gas, change) in cases {
      #expect(try execute(fork, on: makeHost(), change).gasUsed == gas, "\(fork)")
      #expect(throws: TransactionFailure.invalid(.intrinsicGasTooLow)) {
        try execute(fork, on: makeHost()) {
          change(&$0); $0.gasLimit = gas - 1
        }
      }
    }
  }

  @Test("takes no less than the floor for the input from Prague on (EIP-7623)")
  func floor() throws {
    let data = [UInt8](repeating: 1, count: 100)
    #expect(try execute(.cancun, on: makeHost()) { $0.data = data }.gasUsed == 21_000 + 1_600)
    #expect(try execute(.prague, on: makeHost()) { $0.data = data }.gasUsed == 21_000 + 4_000)
    #expect(throws: TransactionFailure.invalid(.intrinsicGasTooLow)) {
      try execute(.prague, on: makeHost()) { transaction in
        transaction.data = data; transaction.gasLimit = 24_999
      }
    }
  }

  @Test("moves money to the last unit: sender, receiver, fees, burnt base fee")
  func payments() throws {
    let host = makeHost()
    let result = try execute(.london, on: host, baseFee: 7) { transaction in
      transaction.kind = .dynamicFee
      transaction.maxFee = 20
      transaction.maxPriorityFee = 3
      transaction.value = 5
    }
    #expect(result.gasUsed == 21_000)
    #expect(host.balance(of: sender) == start &- 5 &- 210_000)
    #expect(host.balance(of: coinbase) == 63_000)
    #expect(host.balance(of: TestMachine.contract) == 5)
    #expect(host.nonce(of: sender) == 1)
  }

  @Test(
    "caps refunds at a half of the gas, from London on at a fifth",
    arguments: [(EthereumFork.istanbul, 2), (.london, 5)] as [(EthereumFork, UInt64)])
  func refunds(fork: EthereumFork, quotient: UInt64) throws {
    let clearing = (1...10).reduce(Assembly()) { $0.store(0, at: U256(UInt64($1))) }
    let storage = Dictionary(uniqueKeysWithValues: (1...10).map { (U256(UInt64($0)), U256.one) })
    let result = try execute(fork, on: makeHost(clearing, storage: storage))
    #expect(result.gasUsed == result.gasBeforeRefund - result.gasBeforeRefund / quotient)
  }

  @Test("refuses what is not valid, leaving the state alone")
  func refusals() {
    let cases: [(InvalidTransaction, EthereumFork, (inout EthereumTransaction) -> Void)] = [
      (.wrongNonce, .cancun, { $0.nonce = 1 }), (.nonceIsMax, .cancun, { $0.nonce = .max }),
      (.insufficientFunds, .cancun, { $0.value = .max &>> 1 }), (.priceOverflow, .cancun, { $0.maxFee = .max }),
      (.gasAllowanceExceeded, .cancun, { $0.gasLimit = 1_000_001 }),
      (
        .priorityAboveMaxFee, .cancun,
        {
          $0.kind = .dynamicFee; $0.maxPriorityFee = 11
        }
      ),
      (.kindNotSupported, .istanbul, { $0.kind = .accessList }), (.kindNotSupported, .berlin, { $0.kind = .dynamicFee }),
      (.kindNotSupported, .shanghai, { $0.kind = .blob }), (.kindNotSupported, .cancun, { $0.kind = .setCode }),
      (.noBlobs, .cancun, { $0.kind = .blob }),
      (
        .blobCreation, .cancun,
        {
          $0.kind = .blob; $0.to = nil
        }
      ),
      (
        .tooManyBlobs, .cancun,
        {
          $0.kind = .blob; $0.blobHashes = Array(repeating: U256.one &<< 248, count: 7)
        }
      ),
      (
        .blobVersion, .cancun,
        {
          $0.kind = .blob; $0.blobHashes = [5]; $0.maxBlobFee = 1
        }
      ),
      (
        .maxBlobFeeTooLow, .cancun,
        {
          $0.kind = .blob; $0.blobHashes = [U256.one &<< 248]
        }
      ),
      (.noAuthorizations, .prague, { $0.kind = .setCode }),
      (
        .setCodeCreation, .prague,
        {
          $0.kind = .setCode; $0.to = nil
        }
      ),
      (
        .initCodeTooLarge, .shanghai,
        {
          $0.to = nil; $0.gasLimit = 1_000_000; $0.data = [UInt8](repeating: 0, count: 49_153)
        }
      ),
    ]
    for (reason, fork, change) in cases {
      let host = makeHost()
      #expect(throws: TransactionFailure.invalid(reason)) { try execute(fork, on: host, change) }
      #expect(host.balance(of: sender) == start && host.nonce(of: sender) == 0)
    }
    #expect(throws: TransactionFailure.invalid(.maxFeeBelowBaseFee)) { try execute(.london, on: makeHost(), baseFee: 11) }
    let contract = makeHost()
    contract.setAccount(sender, balance: start, code: [0])
    #expect(throws: TransactionFailure.invalid(.senderNotEOA)) { try execute(.london, on: contract) }
  }

  @Test("pays for blobs and shows their hashes to the code")
  func blobs() throws {
    let hash = U256.one &<< 248 | 77
    let host = makeHost(Assembly().push(0).then(.blobHash).push(1).then(.sstore).push(1).then(.blobHash).push(2).then(.sstore))
    _ = try execute(.cancun, on: host) { transaction in
      transaction.kind = .blob
      transaction.blobHashes = [hash]
      transaction.maxBlobFee = 3
      transaction.maxPriorityFee = 10
    }
    #expect(host.storage(1, of: TestMachine.contract) == hash && host.storage(2, of: TestMachine.contract) == 0)
    let rest = start &- host.balance(of: sender) &- host.balance(of: coinbase)
    #expect(rest == 131_072)
  }

  @Test(
    "computes the base fee of blobs as EIP-4844 does",
    arguments: [(0, 1), (393_216, 1), (2_314_058, 2), (10 << 20, 23)] as [(UInt64, U256)])
  func blobFee(excess: UInt64, fee: U256) {
    #expect(BlobFee.baseFee(excess: excess, fraction: 3_338_477) == fee)
  }

  @Test("sets delegations that are signed for the chain and the nonce, and passes over others")
  func authorizations() throws {
    let authority = Address(number: 0xa117)
    for (chain, nonce, isSet) in [(0, 0, true), (1, 0, true), (2, 0, false), (1, 5, false)] as [(U256, UInt64, Bool)] {
      let host = makeHost()
      host.setAccount(authority, balance: 1)
      let result = try execute(.prague, on: host) { transaction in
        transaction.kind = .setCode
        transaction.maxPriorityFee = 10
        transaction.authorizations = [Authorization(chainID: chain, address: TestMachine.other, nonce: nonce, authority: authority)]
      }
      #expect(host.code(of: authority).bytes == (isSet ? Delegation.code(to: TestMachine.other) : []))
      #expect(host.nonce(of: authority) == (isSet ? 1 : 0))
      // The account exists already, so half of what the authorization cost comes back, up to a fifth of all.
      #expect(result.gasUsed == 46_000 - (isSet ? 9_200 : 0))
    }
  }

  /// Signed by eth-account 0.14 with a private key of 32 bytes 0x46.
  @Test(
    "recovers who signed an authorization",
    arguments: [
      (
        1, 0, "91b52929edba17a0697433b3c9dd1d2c16bb33257186196492f09ca6bfabc42b",
        "67f5f523cfba63b6feb3fa9f5d5bd10cf9ca0a7d067bd8405263668f873d3730"
      ),
      (
        0, 300, "3115a569f49ea40e0dfab9b6b671725dccc97d11412c70270a5688489370e4a8",
        "0a9c89ea402bf809d31a1532e5f3241567cb3abf0a854ce87cbffa1ead192b66"
      ),
    ] as [(U256, UInt64, String, String)])
  func authorizationSigner(chain: U256, nonce: UInt64, r: String, s: String) throws {
    let (r, s) = (try #require(U256(hex: r)), try #require(U256(hex: s)))
    func authority(_ yParity: UInt8, _ s: U256) -> Address? {
      Authorization(chainID: chain, address: TestMachine.other, nonce: nonce, yParity: yParity, r: r, s: s).authority
    }
    let signer = try Address(parsing: "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f")
    #expect(authority(1, s) == signer)
    #expect(authority(0, s) != signer)
    // The same signature in its other form, which EIP-7702 refuses.
    #expect(authority(0, Secp256k1.order &- s) == nil)
    #expect(authority(2, s) == nil)
  }
}
