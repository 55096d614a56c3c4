public import ChainSpec

extension NodeConfiguration {
  /// Which network, and where its data is. All keys are this project's own.
  public struct NodeSettings: Sendable, Hashable {
    /// The network, unless ``genesisPath`` gives another; `node.network`.
    public let network: Network
    /// A genesis file, which makes its own network; `node.genesisPath`.
    public let genesisPath: String?
    /// The folder of the store; `node.dataDirectory`.
    public let dataDirectory: String

    init(_ entries: ConfigurationEntries, network: Network) {
      self.network = network
      genesisPath = entries.optionalText("node.genesisPath")
      dataDirectory = entries.text("node.dataDirectory")
    }
  }
}
