import ChainCrypto
import EVM
public import Foundation
import Primitives

extension StateTest {
  /// All state tests of a file, by name. Files of other kinds of tests give none.
  ///
  /// - Throws: `StateTestError` with the place that cannot be read.
  public static func load(_ data: Data) throws(StateTestError) -> [StateTest] {
    let files: [String: TestFile]
    do {
      files = try JSONDecoder().decode([String: TestFile].self, from: data)
    } catch {
      throw StateTestError(text: "\(error)")
    }
    var tests: [StateTest] = []
    for (name, file) in files.sorted(by: { $0.key < $1.key }) {
      guard let transaction = file.transaction, let post = file.post?.results else { continue }
      tests.append(try file.test(name: name, transaction: transaction, post: post))
    }
    return tests
  }
}

/// A file that is not what it should be.
public struct StateTestError: Error, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let text: String
  public var description: String { "not a state test: \(text)" }
}

/// The shape of one test in a file.
struct TestFile: Decodable {
  struct Account: Decodable {
    var nonce, balance, code: String
    var storage: [String: String]
  }

  struct Environment: Decodable {
    var currentCoinbase, currentGasLimit, currentNumber, currentTimestamp: String
    var currentDifficulty, currentRandom, currentBaseFee, currentExcessBlobGas: String?
  }

  struct AccessListEntry: Decodable {
    var address: String
    var storageKeys: [String]
  }

  struct SignedAuthorization: Decodable {
    var chainId, address, nonce, r, s: String
    var v, yParity: String?
  }

  struct Transaction: Decodable {
    var data, gasLimit, value: [String]
    var accessLists: [[AccessListEntry]?]?
    var nonce: String
    var to, sender, secretKey: String?
    var gasPrice, maxFeePerGas, maxPriorityFeePerGas, maxFeePerBlobGas: String?
    var blobVersionedHashes: [String]?
    var authorizationList: [SignedAuthorization]?
  }

  struct Result: Decodable {
    struct Indexes: Decodable {
      var data, gas, value: Int
    }

    var hash, logs: String
    var indexes: Indexes
    var expectException: String?
  }

  /// The results by fork; in old VM tests the same key holds accounts, which are passed over.
  struct Post: Decodable {
    var results: [String: [Result]]?

    init(from decoder: any Decoder) throws {
      results = try? decoder.singleValueContainer().decode([String: [Result]].self)
    }
  }

  var env: Environment
  var pre: [String: Account]
  var transaction: Transaction?
  var post: Post?

  func test(name: String, transaction: Transaction, post: [String: [Result]]) throws(StateTestError) -> StateTest {
    var accounts: [StateTest.Account] = []
    for (address, account) in pre.sorted(by: { $0.key < $1.key }) {
      accounts.append(try account.decoded(address))
    }
    var expectations: [String: [StateTest.Expectation]] = [:]
    for (fork, results) in post {
      var decoded: [StateTest.Expectation] = []
      for result in results {
        decoded.append(
          StateTest.Expectation(
            indexes: StateTest.Indexes(data: result.indexes.data, gas: result.indexes.gas, value: result.indexes.value),
            stateRoot: try Field.hash(result.hash), logsHash: try Field.hash(result.logs), exception: result.expectException))
      }
      expectations[fork] = decoded
    }
    return StateTest(
      name: name, accounts: accounts, environment: try env.decoded(), transaction: try transaction.decoded(),
      expectations: expectations)
  }
}

extension TestFile.Account {
  func decoded(_ address: String) throws(StateTestError) -> StateTest.Account {
    var slots: [U256: U256] = [:]
    for (key, value) in storage {
      slots[try Field.number(key)] = try Field.number(value)
    }
    return StateTest.Account(
      address: try Field.address(address), nonce: try Field.word(nonce), balance: try Field.number(balance),
      code: try Field.bytes(code), storage: slots)
  }
}

extension TestFile.Environment {
  func decoded() throws(StateTestError) -> TestEnvironment {
    TestEnvironment(
      coinbase: try Field.address(currentCoinbase), gasLimit: try Field.number(currentGasLimit).clampedToUInt64,
      number: try Field.word(currentNumber), timestamp: try Field.word(currentTimestamp),
      difficulty: try Field.optional(currentDifficulty) ?? .zero, random: try Field.optional(currentRandom),
      baseFee: try Field.optional(currentBaseFee), excessBlobGas: try Field.optional(currentExcessBlobGas)?.clampedToUInt64)
  }
}

extension TestFile.Transaction {
  func decoded() throws(StateTestError) -> TestTransaction {
    var inputs: [[UInt8]] = []
    for text in data { inputs.append(try Field.bytes(text)) }
    var limits: [UInt64] = []
    for text in gasLimit { limits.append(try Field.number(text).clampedToUInt64) }
    var lists: [[EthereumTransaction.AccessListEntry]?] = []
    for list in accessLists ?? [] { lists.append(try decoded(list)) }
    var authorizations: [Authorization]?
    for entry in authorizationList ?? [] {
      authorizations = (authorizations ?? []) + [try entry.decoded()]
    }
    if authorizationList != nil, authorizations == nil { authorizations = [] }
    return TestTransaction(
      data: inputs, gasLimits: limits, values: value.map { try? Field.number($0) }, accessLists: lists,
      sender: try senderAddress(), to: try receiver(), nonce: try Field.word(nonce),
      gasPrice: try Field.optional(gasPrice), maxFee: try Field.optional(maxFeePerGas),
      maxPriorityFee: try Field.optional(maxPriorityFeePerGas), maxBlobFee: try Field.optional(maxFeePerBlobGas),
      blobHashes: try blobs(), authorizations: authorizations)
  }

  /// Who owns the secret key; files without a key name the sender.
  private func senderAddress() throws(StateTestError) -> Address {
    guard let secretKey else {
      guard let sender else { throw StateTestError(text: "a transaction without sender") }
      return try Field.address(sender)
    }
    let key = Hash256(try Field.number(secretKey)).bytes
    do {
      return try PrivateKey(key).publicKey.address
    } catch {
      throw StateTestError(text: "the secret key \(secretKey)")
    }
  }

  private func receiver() throws(StateTestError) -> Address? {
    guard let to, !to.isEmpty, to != "0x" else { return nil }
    return try Field.address(to)
  }

  private func blobs() throws(StateTestError) -> [U256]? {
    guard let blobVersionedHashes else { return nil }
    var hashes: [U256] = []
    for text in blobVersionedHashes { hashes.append(try Field.number(text)) }
    return hashes
  }

  private func decoded(
    _ list: [TestFile.AccessListEntry]?
  ) throws(StateTestError) -> [EthereumTransaction.AccessListEntry]? {
    guard let list else { return nil }
    var entries: [EthereumTransaction.AccessListEntry] = []
    for entry in list {
      var slots: [U256] = []
      for key in entry.storageKeys { slots.append(try Field.number(key)) }
      entries.append(EthereumTransaction.AccessListEntry(address: try Field.address(entry.address), slots: slots))
    }
    return entries
  }
}

extension TestFile.SignedAuthorization {
  func decoded() throws(StateTestError) -> Authorization {
    let parity = try Field.optional(yParity ?? v) ?? .zero
    return Authorization(
      chainID: try Field.number(chainId), address: try Field.address(address), nonce: try Field.number(nonce).clampedToUInt64,
      yParity: parity.fitsUInt64 ? UInt8(clamping: parity.w0) : .max, r: try Field.number(r), s: try Field.number(s))
  }
}
