import LibP2P
import Logging

/// Pubsub and Kademlia of the test node.
struct PeerServices {
  private let host: Host

  init(host: Host, arguments: PeerArguments, logger: Logger) async throws {
    self.host = host
  }

  func start() async {}

  func stop() async {}

  /// Does what a command asks for; gives the words of the answer.
  func perform(_ command: String, _ words: [String]) async throws -> [String] { throw Commands.Unknown() }
}
