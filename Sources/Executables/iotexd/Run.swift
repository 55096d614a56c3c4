internal import ArgumentParser
internal import ChainSpec
internal import Foundation
internal import Node

/// `iotexd run`
struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Runs a node: produces blocks, or serves a chain, until it is stopped.",
    discussion: """
      With consensus.scheme STANDALONE and a producer key, the node produces a block every interval of its genesis. With NOOP it \
      serves the chain that its data directory holds. Ctrl-C or SIGTERM stops it after the block in progress.

      --dev makes a chain to try things with: a block every two seconds, one account with all the funds. Its private key is \
      public (iotexd inspect genesis --network dev shows it), so use it for nothing else.

      The producer's key comes from chain.producerPrivKey in a configuration file, or from the environment variable \
      IOTEX_CHAIN_PRODUCERPRIVKEY; never from the command line, where other users of the machine could read it.

      Examples:
        iotexd run --dev
        iotexd run --config config.yaml --genesis genesis.yaml --data-dir /var/lib/iotex
        iotexd run --dev --grpc-port 0 --stats-port 0 --admin-port 0 --output json
      """)

  @OptionGroup var chain: ChainOptions

  @Flag(help: "A development chain: network 'dev', standalone, with its public key and the API on loopback.")
  var dev = false

  @Flag(help: "Serve the chain without producing blocks.")
  var gateway = false

  @Option(help: "The address that the gRPC API listens on.")
  var grpcHost: String?

  @Option(help: "The port of the gRPC API; 0 picks a free one.")
  var grpcPort: UInt16?

  @Option(help: "The port of metrics and health checks; 0 picks a free one.")
  var statsPort: UInt16?

  @Option(help: "The port of the admin endpoint, on loopback; 0 picks a free one.")
  var adminPort: UInt16?

  @Option(name: .customLong("p2p-port"), help: "The port that peers connect to; 0 picks a free one.")
  var peerPort: UInt16?

  @Option(
    name: .customLong("bootnode"),
    help: ArgumentHelp(
      "A node to begin with, for example /ip4/192.0.2.1/tcp/4689/p2p/12D3…; may be given several times.", valueName: "multiaddress"))
  var bootnodes: [String] = []

  @Flag(help: "Stop when standard input ends: for programs that start nodes and must not leave any behind.")
  var stopWithParent = false

  @Flag(help: "Let the admin endpoint isolate this node and set its clock wrong, as rehearsals do.")
  var allowDrills = false

  @Option(help: "The least serious messages to log: debug, info, warn, error, fatal.")
  var logLevel: String?

  @Option(help: "How to print what the node listens on: text or json (one object with the ports, when the node is ready).")
  var output: OutputFormat = .text

  func validate() throws {
    if dev && gateway { throw ValidationError("--dev produces blocks and --gateway does not: give one of them") }
    if dev && chain.network != nil { throw ValidationError("--dev is a network of its own: leave out --network") }
  }

  func run() async throws {
    let configuration = try chain.configuration { overrides in
      if dev {
        overrides.network = Network.dev.rawValue
        overrides.consensusScheme = .standalone
        overrides.producerPrivateKey = Secret(DevelopmentKey.privateKey)
        overrides.apiEnabled = true
        overrides.apiHost = grpcHost ?? "127.0.0.1"
        overrides.others["system.httpStatsHost"] = overrides.others["system.httpStatsHost"] ?? "127.0.0.1"
      }
      if gateway { overrides.consensusScheme = NodeConfiguration.ConsensusScheme.none }
      if let grpcHost { overrides.apiHost = grpcHost }
      if let grpcPort {
        overrides.apiEnabled = true
        overrides.apiPort = grpcPort
      }
      if let statsPort { overrides.statsPort = statsPort }
      if let adminPort { overrides.adminPort = adminPort }
      if let peerPort { overrides.others["network.port"] = "\(peerPort)" }
      if !bootnodes.isEmpty { overrides.others["network.bootstrapNodes"] = bootnodes.joined(separator: ",") }
      if let logLevel { overrides.logLevel = logLevel }
    }
    if stopWithParent { ParentWatch.begin() }
    let output = output
    var options = chain.chainOptions
    options.allowsDrills = allowDrills
    try await NodeRuntime(configuration: configuration, options: options, version: Release.version)
      .run { addresses in
        switch output {
        case .text: Terminal.say(addresses.description)
        case .json: try? Terminal.printJSON(addresses)
        }
      }
  }
}
