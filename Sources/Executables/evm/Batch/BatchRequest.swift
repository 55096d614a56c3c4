import EVM
import Primitives

/// One line of input of `evm batch`.
struct BatchRequest: Decodable {
  struct Account: Decodable {
    var nonce: UInt64?
    var balance, code: String?
    var storage: [String: String]?
  }

  var code: String
  var fork, input, value, caller, address: String?
  /// Whether to print each instruction to standard error.
  var trace: Bool?
  var gas, number, timestamp, blockGasLimit: UInt64?
  var storage: [String: String]?
  var accounts: [String: Account]?

  /// The execution that is asked for.
  func execution() throws -> Execution {
    var execution = Execution(
      fork: try fork.map(ForkArgument.parse) ?? .prague, code: try HexArgument.bytes(code),
      input: try input.map(HexArgument.bytes) ?? [], gas: gas ?? 30_000_000, value: try value.map(HexArgument.number) ?? .zero,
      caller: try caller.map(HexArgument.address) ?? Address(Hash160(truncating: 0xca11e4)),
      address: try address.map(HexArgument.address) ?? Address(Hash160(truncating: 0xc0de)),
      storage: try BatchRequest.slots(storage),
      block: BlockContext(
        number: number ?? 1, timestamp: timestamp ?? 1, gasLimit: blockGasLimit ?? 30_000_000, blobBaseFee: .one, chainID: .one))
    for (address, account) in (accounts ?? [:]).sorted(by: { $0.key < $1.key }) {
      execution.accounts.append(
        Execution.Account(
          address: try HexArgument.address(address), nonce: account.nonce ?? 0,
          balance: try account.balance.map(HexArgument.number) ?? .zero, code: try account.code.map(HexArgument.bytes) ?? [],
          storage: try BatchRequest.slots(account.storage)))
    }
    return execution
  }

  private static func slots(_ texts: [String: String]?) throws -> [U256: U256] {
    var slots: [U256: U256] = [:]
    for (key, value) in texts ?? [:] { slots[try HexArgument.number(key)] = try HexArgument.number(value) }
    return slots
  }
}
