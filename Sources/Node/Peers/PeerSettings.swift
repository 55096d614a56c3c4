internal import ChainSpec
internal import LibP2P
internal import PeerNetwork
internal import Primitives

/// What a configuration means for peers.
struct PeerSettings: Sendable {
  /// This node's key among peers.
  let key: NodeKey
  /// Where to listen and whom to connect with.
  let host: HostConfiguration
  /// How messages to everybody are passed on.
  let gossip: PubSubConfiguration
  /// How to take part in the network.
  let network: PeerNetworkConfiguration

  /// Reads or makes the node's key, and reads all addresses.
  init(_ configuration: NodeConfiguration, genesisHash: Hash256, version: String) throws(NodeError) {
    let settings = configuration.network
    key = try Self.key(settings, dataDirectory: configuration.node.dataDirectory)
    var host = HostConfiguration(listenAddresses: [try Self.address(host: settings.host, port: settings.port)])
    if let externalHost = settings.externalHost {
      host.announcedAddresses = [try Self.address(host: externalHost, port: settings.externalPort)]
    }
    host.security = settings.security.map { $0 == .noise ? .noise : .secio }
    host.agentVersion = "iotex-swift/\(version)"
    var bootnodes: [Multiaddr] = []
    for text in settings.bootstrapNodes { bootnodes.append(try Self.multiaddress(text, key: "network.bootstrapNodes")) }
    host.persistentPeers = bootnodes
    self.host = host

    var gossip = PubSubConfiguration()
    gossip.longestData = settings.maxMessageBytes
    gossip.decoding.rpcBytes = settings.maxMessageBytes + 65_536
    self.gossip = gossip

    var network = PeerNetworkConfiguration(
      genesisHash: genesisHash, chainID: configuration.chain.id, seed: UInt64.random(in: 0 ... .max))
    network.sendsActionLists = settings.sendsActionLists
    // Every message costs each node a signature check of 50 µs; an action that waits this long still makes the next block.
    network.actionListDelay = .milliseconds(25)
    if let rate = settings.peerRate { network.unicastPerSecond = rate.average }
    self.network = network
  }

  private static func key(_ settings: NodeConfiguration.NetworkSettings, dataDirectory: String) throws(NodeError) -> NodeKey {
    if let masterKey = settings.masterKey { return NodeKey(insecureReferenceMasterKey: masterKey.reveal()) }
    do {
      return try NodeKey.loadOrCreate(file: settings.keyPath ?? "\(dataDirectory)/p2p.key")
    } catch {
      throw .usage("the key of this node among peers cannot be used: \(error)")
    }
  }

  /// The multiaddress of a TCP port.
  private static func address(host: String, port: UInt16) throws(NodeError) -> Multiaddr {
    let isNumeric = host.allSatisfy { $0.isNumber || $0 == "." }
    let kind = host.contains(":") ? "ip6" : isNumeric ? "ip4" : "dns4"
    return try multiaddress("/\(kind)/\(host)/tcp/\(port)", key: "network.host")
  }

  private static func multiaddress(_ text: String, key: String) throws(NodeError) -> Multiaddr {
    do {
      return try Multiaddr(parsing: text)
    } catch {
      throw .usage("\(key): \"\(text)\" is no multiaddress, such as /ip4/192.0.2.1/tcp/4689/p2p/12D3KooW…: \(error)")
    }
  }
}
