/// What a handshake ends with.
public struct EstablishedSecurity: Sendable {
  /// Who is at the other end; proven.
  public var remotePeer: PeerID
  /// The key of the other end's identity.
  public var remoteKey: PublicNodeKey
  /// What encrypts and decrypts from now on.
  public var session: any SecureSession
  /// Ciphertext that was received behind the handshake; to be given to the session's `open` first.
  public var unread: [UInt8]

  /// The result of a handshake.
  public init(remotePeer: PeerID, remoteKey: PublicNodeKey, session: any SecureSession, unread: [UInt8]) {
    self.remotePeer = remotePeer
    self.remoteKey = remoteKey
    self.session = session
    self.unread = unread
  }
}
