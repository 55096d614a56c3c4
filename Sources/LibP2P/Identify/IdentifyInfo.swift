/// What a peer tells of itself.
public struct IdentifyInfo: Sendable, Hashable {
  /// The public key, in its protobuf form.
  public var publicKey: [UInt8]
  /// Where the peer listens. Unproven.
  public var listenAddresses: [Multiaddr]
  /// What it speaks, in its order.
  public var protocols: [String]
  /// Where it sees us, if it says so.
  public var observedAddress: Multiaddr?
  /// The family of protocols, such as `ipfs/0.1.0`.
  public var protocolVersion: String
  /// The program, such as `go-libp2p/3.3.4`.
  public var agentVersion: String

  /// What a peer tells.
  public init(
    publicKey: [UInt8], listenAddresses: [Multiaddr], protocols: [String], observedAddress: Multiaddr?, protocolVersion: String,
    agentVersion: String
  ) {
    self.publicKey = publicKey
    self.listenAddresses = listenAddresses
    self.protocols = protocols
    self.observedAddress = observedAddress
    self.protocolVersion = protocolVersion
    self.agentVersion = agentVersion
  }
}
