import ChainCrypto
import ClientKit
import Primitives

/// `ioctl hdwallet derive`.
enum HDWalletDeriveCommand {
  static let command = Command(
    use: "derive id1/id2/id3", summary: "Derive key from HDWallet",
    details: "Derive the key m/44'/304'/id1'/id2/id3 and print its address. --add puts it into the wallet under a name.",
    words: .exactly(1),
    flags: [Session.passwordFlag, Flag("add", nil, .text, "put the key into the wallet under this `ALIAS`, with the same password")],
    action: run)

  private static func run(_ session: Session) async throws {
    let path = try path(session.word(0))
    let name = session.flags.text("add")
    if session.flags.isGiven("add") { try AliasRules.checkFree(name, in: session.settings) }
    guard HDWalletGroup.file(session).exists else {
      throw CommandFailure("there is no hierarchical wallet: `ioctl hdwallet create` or `import` first")
    }
    let password = try session.password("Enter password of the hierarchical wallet:")
    let seed = try HDWalletGroup.file(session).open(password: password).seed()
    let key = try ExtendedKey(seed: seed).descendant(path).key
    if session.flags.isGiven("add") { _ = try AccountImportCommand.store(key, name: name, password: password, session) }
    let address = key.publicKey.address.bech32
    session.result("address: \(address)\npath: \(path)", ["address": .string(address), "path": .string(path.description)])
  }

  private static func path(_ text: String) throws(CommandFailure) -> DerivationPath {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { UInt32($0) }
    guard numbers.count == 3, let account = numbers[0], let change = numbers[1], let index = numbers[2],
      max(account, change, index) < 1 << 31
    else { throw CommandFailure("a path is three numbers below 2147483648, such as 0/0/0") }
    return .iotex(account: account, change: change, index: index)
  }
}
