import ChainTypes
import ClientKit
import Primitives

/// A token that a command is about.
struct TokenContract: Sendable {
  /// The contract's address.
  let address: String
  private let reader: ContractReader

  /// The token that `--contract-address` names.
  init(_ session: Session) throws {
    address = try session.address(of: session.flags.text("contract-address"))
    reader = try ContractReader(session)
  }

  /// The number that a function of the token returns.
  func number(_ function: ABIFunction, _ arguments: [ABIValue] = []) async throws -> U256 {
    guard case .number(let value)? = try await reader.read(contract: address, function: function, arguments: arguments).first else {
      throw CommandFailure("\(address) does not answer as a token")
    }
    return value
  }

  /// In how many decimals amounts are written.
  func decimals() async throws -> Int {
    guard let decimals = try await number(XRC20.decimals).asUInt64, decimals <= 77 else {
      throw CommandFailure("\(address) has a number of decimals that cannot be")
    }
    return Int(decimals)
  }

  /// The token's short name; empty if it has none that can be shown.
  func symbol() async -> String {
    let values = try? await reader.read(contract: address, function: XRC20.symbol, arguments: [])
    guard case .string(let text)? = values?.first, text.count <= 16, text.allSatisfy({ $0.isLetter || $0.isNumber || $0.isPunctuation })
    else {
      return ""
    }
    return text
  }

  /// An amount that a person wrote, in the smallest unit.
  func amount(_ text: String) async throws -> ABIValue {
    let value = try DecimalAmount.rau(text, decimals: try await decimals())
    guard let number = value.value else { throw CommandFailure("the amount is larger than any token's supply") }
    return .number(number)
  }
}
