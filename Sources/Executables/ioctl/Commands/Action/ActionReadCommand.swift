import ChainCrypto
import ChainTypes
import ClientKit
import Primitives
import WireProto

/// `ioctl action read`.
enum ActionReadCommand {
  static let command = Command(
    use: "read (ALIAS|CONTRACT_ADDRESS) -b BYTE_CODE [-s CALLER]", summary: "Read smart contract on IoTeX blockchain", words: .exactly(1),
    flags: [
      Flag("bytecode", "b", .hexadecimal, isRequired: true, "set the byte code"),
      Flag("signer", "s", .text, "account in whose name the contract is asked; its key is not needed"),
    ], action: run)

  private static func run(_ session: Session) async throws {
    let contract = try session.address(of: session.word(0))
    let data = try await ContractReader(session).read(contract: contract, data: session.flags.bytes("bytecode"))
    session.result(Hex.encode(data), ["data": .string(Hex.encode(data))])
  }
}
