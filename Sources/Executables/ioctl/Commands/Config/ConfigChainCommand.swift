import ClientKit
import Glibc
import Primitives

/// `ioctl config chain`.
enum ConfigChainCommand {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "chain [auto|none|HASH]", summary: "Show or set the chain that this configuration is for",
      details:
        "Show or set the chain that this configuration is for, by the hash of its first block. Once it is set, nothing is sent to a\n"
        + "node that serves another chain. `auto` takes the chain of the node that is configured.",
      words: .atMost(1), flags: node, action: run)
  }

  private static func run(_ session: Session) async throws {
    let pin = ChainPin(session.file)
    switch session.word(0) {
    case "": break
    case "auto": try pin.set(try await ChainPin.firstBlock(session.client()))
    case "none": unlink(session.file.folder + "/chain.default")
    case let hash:
      guard Hash256(hex: hash) != nil else { throw CommandFailure("a block's hash is 64 hexadecimal digits") }
      try pin.set(hash.lowercased())
    }
    let hash = pin.hash
    session.result(hash.map { "first block: \($0)" } ?? "no chain is set", ["firstBlock": hash.map { .string($0) } ?? .null])
  }
}
