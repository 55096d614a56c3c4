internal import ArgumentParser
internal import Chain
internal import ChainCrypto
internal import ChainSpec
internal import ChainTestSupport
internal import ChainTypes
internal import Glibc
internal import Primitives

/// `make-chain`: makes a chain of the sample network, for measuring how fast others take it in.
@main
struct MakeChain: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "make-chain",
    abstract: "Writes genesis.yaml and blocks.bin of a chain with four delegates, every block endorsed by all of them.")

  @Option(help: "How many blocks.")
  var blocks = 20_000

  @Option(help: "How many transfers are in each block.")
  var transfers = 0

  @Argument(help: "The folder to write to; it must exist.")
  var directory: String

  func run() throws {
    let sample = try SampleChain(SampleNetwork(blockGasLimit: 2_000_000_000, rotatesWithRounds: true))
    try write(sample.network.genesis.yaml, to: "\(directory)/genesis.yaml")
    let writer = try BlockArchiveWriter(path: "\(directory)/blocks.bin", overwrite: false)
    var nonces = [UInt64](repeating: 0, count: SampleNetwork.users.count)
    for _ in 0..<blocks {
      let actions = (0..<transfers).map { index -> SealedAction in
        let sender = index % SampleNetwork.users.count
        nonces[sender] += 1
        let recipient = SampleNetwork.users[(sender + 1) % SampleNetwork.users.count].publicKey.address
        return .transfer(from: SampleNetwork.users[sender], to: recipient, nonce: nonces[sender])
      }
      try writer.append(try sample.grow(actions).encoded)
    }
    try writer.finish()
  }

  private func write(_ text: String, to path: String) throws {
    guard let file = fopen(path, "w") else { throw ValidationError("\(path) cannot be written: \(String(cString: strerror(errno)))") }
    defer { fclose(file) }
    fputs(text, file)
  }
}
