import ArgumentParser
import EVM
import Foundation
import Primitives

/// One entry of a workload folder's `manifest.json`, with its files read.
struct Workload {
  var name: String
  var group: String
  var caller: Address
  var to: Address
  var value: U256
  var gas: UInt64
  var input: [UInt8]
  var code: [UInt8]
  var storage: [U256: U256]
  var accounts: [(address: Address, balance: U256, code: [UInt8])]
  /// How many units of work one run does, and what a unit is.
  var units: Int?
  var unit: String?

  /// Reads the workloads of a folder whose names contain `filter`.
  static func load(folder: URL, filter: String) throws -> [Workload] {
    let manifest = folder.appendingPathComponent("manifest.json")
    guard FileManager.default.fileExists(atPath: manifest.path) else {
      throw ValidationError("there is no manifest.json in '\(folder.path)'")
    }
    let entries: [Entry]
    do {
      entries = try JSONDecoder().decode([Entry].self, from: Data(contentsOf: manifest))
    } catch {
      throw WorkloadError(text: "manifest.json: \(error)")
    }
    return try entries.filter { filter.isEmpty || $0.name.contains(filter) }.map { try Workload($0, folder) }
  }

  private init(_ entry: Entry, _ folder: URL) throws {
    func file(_ name: String) throws -> [UInt8] {
      do {
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        return try Hex.decode(text.trimmingCharacters(in: .whitespacesAndNewlines))
      } catch {
        throw WorkloadError(text: "\(name) cannot be read: \(error)")
      }
    }
    name = entry.name
    group = entry.group
    caller = try Address(parsing: entry.caller)
    to = try Address(parsing: entry.to)
    value = U256(entry.value)
    gas = entry.gas
    input = try entry.calldata_file.map(file) ?? Hex.decode(entry.calldata)
    code = try file(entry.code)
    storage = [:]
    for (key, value) in entry.storage {
      guard let key = U256(hex: key), let value = U256(hex: value) else { throw WorkloadError(text: "storage of \(entry.name)") }
      storage[key] = value
    }
    accounts = try entry.accounts.sorted { $0.key < $1.key }.map { address, account in
      (try Address(parsing: address), U256(account.balance), try file(account.code))
    }
    units = entry.units
    unit = entry.unit
  }

  private struct Entry: Decodable {
    struct Account: Decodable {
      var balance: UInt64
      var code: String
    }

    var name, group, to, caller, code, calldata: String
    var calldata_file: String?
    var gas, value: UInt64
    var accounts: [String: Account]
    var storage: [String: String]
    var unit: String?
    var units: Int?
  }

  /// The state before a run.
  func makeHost() -> InMemoryHost {
    let host = InMemoryHost()
    host.setAccount(caller, balance: U256(decimal: "1000000000000000000000000000000") ?? .zero)
    host.setAccount(to, nonce: 1, code: code, storage: storage)
    for account in accounts {
      host.setAccount(account.address, nonce: 1, balance: account.balance, code: account.code)
    }
    return host
  }

  /// The transaction of a run, which pays nothing for gas.
  var transaction: EthereumTransaction {
    EthereumTransaction(sender: caller, to: to, nonce: 0, gasLimit: gas, gasPrice: .zero, value: value, data: input)
  }
}

/// A workload folder that makes no sense.
struct WorkloadError: Error, CustomStringConvertible {
  var text: String
  var description: String { "the workload folder is broken: \(text)" }
}
