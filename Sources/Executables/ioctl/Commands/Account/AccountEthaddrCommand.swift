import ChainCrypto
import ClientKit
import Primitives

/// `ioctl account ethaddr`.
enum AccountEthaddrCommand {
  static let command = Command(
    use: "ethaddr (ALIAS|IOTEX_ADDRESS|ETH_ADDRESS)", summary: "Translate address between IOTX and ETH", words: .exactly(1), action: run)

  private static func run(_ session: Session) async throws {
    let address: Address
    if let text = try? session.address(of: session.word(0)) {
      guard let parsed = try? Address(bech32: text) else { throw CommandFailure("invalid IoTeX address") }
      address = parsed
    } else {
      guard let bytes = try? Hex.decode(session.word(0), prefix: .optional), let parsed = Address(bytes) else {
        throw CommandFailure("invalid input")
      }
      address = parsed
    }
    session.result(
      "\(address.bech32) - \(address.checksummed)", ["address": .string(address.bech32), "ethereumAddress": .string(address.checksummed)])
  }
}
