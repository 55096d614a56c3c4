import EVM
import Foundation
import Primitives

/// What an execution did, for printing.
struct Effects {
  var result: ExecutionResult
  var gas: UInt64
  var logs: [LogEntry]
  var accounts: [InMemoryHost.Account]
  /// The root of the state's trie afterwards, if it was asked for.
  var stateRoot: Hash256?

  /// Gas used, before refunds.
  var gasUsed: UInt64 { gas - result.gasLeft }

  /// "success", "revert", or "halt" and why.
  var outcome: String {
    switch result.outcome {
    case .success: "success"
    case .revert: "revert"
    case .halt(let reason): "halt: \(reason.message)"
    }
  }

  var text: String {
    var lines = ["outcome  \(outcome)", "gas used \(gasUsed), refund \(result.refund)", "output   0x\(Hex.encode(result.output))"]
    if let address = result.createdAddress { lines.append("created  \(address.hexadecimal)") }
    for log in logs {
      lines.append("log      \(log.address.hexadecimal) data 0x\(Hex.encode(log.data))")
      lines += log.topics.map { "         topic 0x\($0.hex)" }
    }
    for account in accounts where !account.storage.isEmpty {
      lines.append("storage  \(account.address.hexadecimal)")
      lines += account.storage.map { "         0x\($0.key.hex) = 0x\($0.value.hex)" }
    }
    return lines.joined(separator: "\n")
  }

  /// The same as JSON, with keys in order.
  func json(isPretty: Bool = true) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = isPretty ? [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes] : [.sortedKeys]
    return String(decoding: try encoder.encode(Document(self)), as: UTF8.self)
  }

  private struct Document: Encodable {
    struct Log: Encodable {
      var address: String
      var topics: [String]
      var data: String
    }

    var success: Bool
    var outcome, output: String
    var gasUsed, refund: UInt64
    var created: String?
    var logs: [Log]
    var storage: [String: [String: String]] = [:]
    var balances: [String: String] = [:]
    var nonces: [String: UInt64] = [:]

    init(_ effects: Effects) {
      success = effects.result.isSuccess
      outcome = effects.outcome
      output = "0x" + Hex.encode(effects.result.output)
      gasUsed = effects.gasUsed
      refund = effects.result.refund
      created = effects.result.createdAddress?.hexadecimal
      logs = effects.logs.map { log in
        Log(address: log.address.hexadecimal, topics: log.topics.map { "0x" + $0.hex }, data: "0x" + Hex.encode(log.data))
      }
      for account in effects.accounts {
        let address = account.address.hexadecimal
        balances[address] = account.balance.decimal
        nonces[address] = account.nonce
        guard !account.storage.isEmpty else { continue }
        storage[address] = Dictionary(uniqueKeysWithValues: account.storage.map { ("0x" + $0.key.hex, "0x" + $0.value.hex) })
      }
    }
  }
}
