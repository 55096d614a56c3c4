internal import ArgumentParser
internal import ChainSpec
internal import Foundation
internal import Node

/// Which chain a command works on.
struct ChainOptions: ParsableArguments {
  @Option(name: .customLong("config"), help: "A configuration file in YAML; may be given several times, later files override earlier ones.")
  var files: [String] = []

  @Option(
    name: .customLong("genesis"),
    help: "A genesis file in YAML, merged over the built-in defaults. It decides which network the chain belongs to.")
  var genesisPath: String?

  @Option(help: "A built-in network: \(Network.allCases.map(\.rawValue).joined(separator: ", ")).")
  var network: String?

  @Option(name: .customLong("data-dir"), help: "The folder that holds the chain.")
  var dataDirectory: String?

  @Option(
    name: .customLong("election"),
    help: """
      A JSON file with results of the election outside the chain, for networks with gravity-chain voting. \
      Default: poll.json beside the genesis file, if there is one.
      """)
  var electionPath: String?

  @Flag(
    name: .customLong("follow-polls"),
    help:
      "Believe the poll results in blocks instead of comparing them with the election file, which then only has to hold the first result.")
  var followsPollResults = false

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Sets any configuration key, for example --set system.enableExperimentalActions=true.", valueName: "key=value"))
  var settings: [String] = []

  /// The configuration that files, environment and flags give together.
  func configuration(_ change: (inout ConfigurationOverrides) -> Void = { _ in }) throws -> NodeConfiguration {
    var overrides = ConfigurationOverrides()
    overrides.network = network
    overrides.genesisPath = genesisPath
    overrides.dataDirectory = dataDirectory
    for setting in settings {
      guard let split = setting.firstIndex(of: "=") else {
        throw ValidationError("--set takes key=value, for example --set api.port=14015; '\(setting)' has no '='")
      }
      overrides.others[String(setting[..<split])] = String(setting[setting.index(after: split)...])
    }
    change(&overrides)
    do throws(ConfigurationError) {
      return try NodeConfiguration.load(
        files: try files.map { path throws(ConfigurationError) in try ConfigurationFile(readingFrom: path) },
        environment: ProcessInfo.processInfo.environment, overrides: overrides)
    } catch {
      throw NodeError.configuration(error)
    }
  }

  /// How to open the chain.
  var chainOptions: NodeChain.Options {
    var options = NodeChain.Options()
    options.electionPath = electionPath
    options.followsPollResults = followsPollResults
    return options
  }

  /// Opens the chain.
  func open() throws -> (configuration: NodeConfiguration, node: NodeChain) {
    let configuration = try configuration()
    for warning in configuration.warnings { Terminal.warn(warning.description) }
    return (configuration, try NodeChain.open(configuration, options: chainOptions))
  }
}
