import ChainCrypto
import ClientKit
import Primitives

/// `ioctl account create`.
enum AccountCreateCommand {
  static let command = Command(
    use: "create", summary: "Create N new accounts and print them", words: .exactly(0),
    flags: [Flag("num", "n", .number, standard: "1", "number of accounts to create")], action: run)

  private static func run(_ session: Session) async throws {
    let count = session.flags.number("num")
    guard count <= 1_000_000 else { throw CommandFailure("at most 1000000 accounts are created at once") }
    let accounts = (0..<count).map { _ -> JSONValue in
      let key = PrivateKey.random()
      return [
        "address": .string(key.publicKey.address.bech32), "privateKey": .string(Hex.encode(key.bytes)),
        "publicKey": .string(Hex.encode(key.publicKey.bytes)),
      ]
    }
    let list = JSONValue.object([.init("accounts", .array(accounts))])
    session.result(list.pretty, list)
  }
}
