public import Chain
public import ChainSpec
internal import ChainTypes
internal import Foundation
internal import Primitives
internal import ProtocolKit
public import RollDPoS
internal import StandardProtocols
public import Storage

/// The chain of a node's data directory, opened as its configuration says.
public struct NodeChain: Sendable {
  /// The chain.
  public let chain: Chain
  /// Its store.
  public let store: any KeyValueStore

  /// What opening a chain needs beside the configuration.
  public struct Options: Sendable {
    /// A file of election results (see `ElectionFile`); nil for `poll.json` beside the genesis file, if there is one.
    public var electionPath: String?
    /// Whether poll results in blocks are believed instead of compared with the election file.
    public var followsPollResults = false
    /// Whether the admin endpoint may isolate this node and set its clock wrong.
    public var allowsDrills = false

    /// No election file.
    public init() {}
  }

  /// The folder below the data directory that holds the chain.
  static let folder = "chain"

  /// The version of the chain's tables; a store of another version is refused.
  private static let schema = SchemaVersion(1)

  /// Opens the chain, and creates it if the data directory has none.
  public static func open(_ configuration: NodeConfiguration, options: Options = Options()) throws(NodeError) -> NodeChain {
    let parameters = try parameters(of: configuration, options: options)
    let directory = configuration.node.dataDirectory
    do {
      try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
    } catch {
      throw .dataDirectory(directory, error.localizedDescription)
    }
    try ChainRebuilder.restoreOriginal(in: directory)
    return try open(parameters: parameters, at: "\(directory)/\(folder)")
  }

  /// Opens the chain in a folder, and creates it if there is none.
  static func open(parameters: ChainParameters, at path: String) throws(NodeError) -> NodeChain {
    let store: any KeyValueStore
    do throws(StorageFault) {
      store = try LMDBStore(path: path, tables: Chain.tables, schema: schema)
    } catch {
      throw .storage(error)
    }
    do throws(ChainFault) {
      return NodeChain(chain: try Chain(store: store, parameters: parameters), store: store)
    } catch {
      store.close()
      throw .chain(error)
    }
  }

  /// The chain's parameters as a configuration gives them.
  public static func parameters(of configuration: NodeConfiguration, options: Options) throws(NodeError) -> ChainParameters {
    let genesis = try genesis(of: configuration)
    var election: (any ElectionSource)?
    if genesis.poll.enableGravityChainVoting && genesis.poll.gravityChainStartHeight != 0 {
      election = try electionPath(of: configuration, options: options).map { path throws(NodeError) in try Self.election(at: path) }
    }
    do {
      return ChainParameters(
        genesis: genesis, schedule: .network(of: genesis),
        suite: try .standard(genesis: genesis, election: election, followsAnnouncements: options.followsPollResults),
        allowsExperimentalActions: configuration.system.enableExperimentalActions,
        blockGasResidue: configuration.chain.allowedBlockGasResidue)
    } catch {
      throw .protocols(error)
    }
  }

  /// The genesis that a configuration names: its file's, else its network's.
  public static func genesis(of configuration: NodeConfiguration) throws(NodeError) -> Genesis {
    guard let path = configuration.node.genesisPath else { return configuration.node.network.genesis }
    let text: String
    do {
      text = try String(contentsOfFile: path, encoding: .utf8)
    } catch {
      throw .genesisFile(path, error.localizedDescription)
    }
    do {
      return try Genesis(yaml: text)
    } catch {
      throw .genesis(path, error)
    }
  }

  /// A verifier of footers for a chain; endorsements of strangers count, as they did when the blocks were made.
  public static func footerVerifier(for parameters: ChainParameters) -> FooterVerifier? {
    RoundTiming(
      genesisTime: parameters.genesisHead.timestamp, blockInterval: parameters.genesis.blockchain.blockInterval.nanoseconds,
      toleratedOvertime: 2_000_000_000
    ).map { FooterVerifier(timing: $0, countsOnlyDelegates: false) }
  }

  private static func electionPath(of configuration: NodeConfiguration, options: Options) -> String? {
    if let path = options.electionPath { return path }
    guard let genesisPath = configuration.node.genesisPath else { return nil }
    let folder = URL(filePath: genesisPath).deletingLastPathComponent()
    return ["poll.json", "poll.json.gz"].map { folder.appending(path: $0).path }.first { FileManager.default.fileExists(atPath: $0) }
  }

  private static func election(at path: String) throws(NodeError) -> ElectionFile {
    do {
      return try ElectionFile(path: path)
    } catch {
      throw .election(error)
    }
  }
}
