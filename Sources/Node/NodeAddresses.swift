internal import Synchronization

/// What a running node listens on.
public struct NodeAddresses: Sendable, Encodable, CustomStringConvertible {
  /// The genesis hash in hexadecimal.
  public var genesisHash: String
  /// The folder of the chain.
  public var dataDirectory: String
  /// The port of the gRPC API; nil when it is not served.
  public var grpcPort: Int?
  /// The port of metrics and health checks.
  public var statsPort: Int?
  /// The port of the admin endpoint.
  public var adminPort: Int?
  /// Under which addresses peers reach this node, with its peer id; empty for a node without peers.
  public var peerAddresses: [String] = []

  /// Several lines for a person.
  public var description: String {
    var lines = ["iotexd is ready (data in \(dataDirectory), genesis \(genesisHash.prefix(16))…)"]
    if let grpcPort { lines.append("  gRPC API   127.0.0.1:\(grpcPort)") }
    if let statsPort { lines.append("  metrics    http://127.0.0.1:\(statsPort)/metrics") }
    if let adminPort { lines.append("  admin      http://127.0.0.1:\(adminPort)/ha") }
    for address in peerAddresses { lines.append("  peers      \(address)") }
    return lines.joined(separator: "\n")
  }
}

/// Collects the ports as servers begin to listen, and says when all are known.
final class AddressBook: Sendable {
  private struct State {
    var addresses: NodeAddresses
    var missing: Int
  }

  private let state: Mutex<State>
  private let onComplete: @Sendable (NodeAddresses) -> Void

  init(
    awaiting count: Int, genesisHash: String, dataDirectory: String, onComplete: @escaping @Sendable (NodeAddresses) -> Void
  ) {
    state = Mutex(State(addresses: NodeAddresses(genesisHash: genesisHash, dataDirectory: dataDirectory), missing: count))
    self.onComplete = onComplete
  }

  func set(grpc port: Int) { set { $0.grpcPort = port } }

  func set(stats port: Int) { set { $0.statsPort = port } }

  func set(admin port: Int) { set { $0.adminPort = port } }

  func set(peers addresses: [String]) { set { $0.peerAddresses = addresses } }

  private func set(_ change: (inout NodeAddresses) -> Void) {
    let complete = state.withLock { state -> NodeAddresses? in
      change(&state.addresses)
      state.missing -= 1
      return state.missing == 0 ? state.addresses : nil
    }
    if let complete { onComplete(complete) }
  }
}
