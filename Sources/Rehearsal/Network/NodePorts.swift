/// Where a node listens; what `iotexd run --output json` prints when it is ready.
public struct NodePorts: Sendable, Hashable, Codable {
  /// The port of the gRPC API.
  public var grpcPort: UInt16
  /// The port of metrics and health checks.
  public var statsPort: UInt16
  /// The port of the admin endpoint.
  public var adminPort: UInt16
  /// The addresses under which peers reach it, with its peer id; empty for a node without peers.
  public var peerAddresses: [String]
}
