import LibP2P
import Logging
import Primitives

/// Pubsub and Kademlia of the test node. Their lines, each answered as those of ``Commands`` are:
///
///     subscribe TOPIC            then, for each message: message TOPIC AUTHOR HEX
///     publish TOPIC HEX          publish TOPIC HEX PEERS
///     subscribers TOPIC          subscribers TOPIC PEER…
///     mesh TOPIC                 mesh TOPIC PEER…
///     table                      table PEER…
///     find-peer PEER             find-peer PEER ADDRESS…
///     provide CONTENT            provide CONTENT PEERS
///     find-providers CONTENT     find-providers CONTENT PEER…
struct PeerServices {
  private let pubsub: PubSub
  private let kademlia: Kademlia?

  /// Begins to serve what the arguments ask for.
  init(host: Host, arguments: PeerArguments, logger: Logger) throws {
    pubsub = try PubSub(host: host, configuration: arguments.pubsub, logger: logger)
    kademlia = arguments.kademlia.map { id in
      var configuration = KademliaConfiguration()
      configuration.protocolID = id
      return Kademlia(host: host, configuration: configuration, logger: logger)
    }
  }

  /// Does what a command asks for; gives the words of the answer.
  func perform(_ command: String, _ words: [String]) async throws -> [String] {
    switch (command, words.count) {
    case ("subscribe", 1):
      pubsub.subscribe(
        words[0],
        GossipSubscription(deliver: { message, _ in
          let author = message.author?.description ?? "nobody"
          Output.write("message \(message.topics.joined(separator: ",")) \(author) \(Hex.encode(message.data))")
        }))
      return words
    case ("publish", 2): return words + ["\(try pubsub.publish(try Hex.decode(words[1]), to: words[0]))"]
    case ("subscribers", 1): return words + pubsub.subscribers(of: words[0]).map(\.description)
    case ("mesh", 1): return words + pubsub.mesh(of: words[0]).map(\.description)
    default: return try await search(command, words)
    }
  }

  private func search(_ command: String, _ words: [String]) async throws -> [String] {
    guard let kademlia else { throw Commands.Unknown() }
    switch (command, words.count) {
    case ("table", 0): return kademlia.tablePeers.map(\.description)
    case ("find-peer", 1):
      guard let addresses = await kademlia.findPeer(try PeerID(parsing: words[0])) else { return words }
      return words + addresses.map(\.description)
    case ("provide", 1): return words + ["\(await kademlia.provide(try ContentID(parsing: words[0])))"]
    case ("find-providers", 1):
      return words + (await kademlia.findProviders(of: try ContentID(parsing: words[0]))).map(\.id.description)
    default: throw Commands.Unknown()
    }
  }
}
