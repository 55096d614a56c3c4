/// Where the gRPC server listens, and what it takes from its clients.
public struct GRPCServerConfiguration: Sendable, Hashable {
  /// The files of a TLS certificate.
  public struct TLSFiles: Sendable, Hashable {
    /// The certificate chain in PEM form, the server's own first.
    public var certificatePath: String
    /// Its private key in PEM form.
    public var keyPath: String

    /// Two files.
    public init(certificatePath: String, keyPath: String) {
      self.certificatePath = certificatePath
      self.keyPath = keyPath
    }
  }

  /// The address to listen on: an IPv4 or IPv6 address; "localhost" is 127.0.0.1, an empty text is every IPv4 address.
  public var host = "127.0.0.1"
  /// The port; 0 takes any free one.
  public var port = 14_014
  /// The certificate; nil for plain text.
  public var tls: TLSFiles?
  /// The largest request in bytes; beyond it a call ends with RESOURCE_EXHAUSTED, beyond twice of it the stream is reset.
  public var maxRequestBytes = 4 << 20
  /// The longest that an answer may take, whatever its client's deadline is. Streams are not limited.
  public var requestTimeout: Duration = .seconds(30)
  /// Calls that one connection may have open.
  public var maxConcurrentCallsPerConnection = 256
  /// Connections at once; more are closed as they come.
  public var maxConnections = 1_024
  /// How long a connection may be without calls.
  public var maxIdleTime: Duration = .seconds(30 * 60)
  /// How long nothing may be heard from a client before it is asked whether it is there.
  public var keepaliveTime: Duration = .seconds(120)
  /// How long a client has to answer that.
  public var keepaliveTimeout: Duration = .seconds(20)
  /// How often clients without calls may ask whether the server is there; who asks more often is disconnected.
  public var minPingInterval: Duration = .seconds(10)
  /// How many may watch the server's health.
  public var healthWatchLimit = 256
  /// How long calls may go on after shutdown begins, before they are cut off.
  public var shutdownGrace: Duration = .seconds(5)

  /// The defaults.
  public init() {}
}

/// Why the gRPC server cannot serve.
public enum GRPCServerError: Error, Sendable {
  /// A file of the certificate cannot be read.
  case unreadableFile(path: String, setting: String)
  /// The address cannot be listened on, or the certificate is none.
  case cannotListen(address: String, cause: String)
  /// The descriptors that reflection needs cannot be read: this build is broken.
  case brokenDescriptors
}

extension GRPCServerError: CustomStringConvertible {
  /// What to do about it.
  public var description: String {
    switch self {
    case .unreadableFile(let path, let setting): "\(setting) names \(path), which cannot be read"
    case .cannotListen(let address, let cause): "the API cannot listen on \(address): \(cause)"
    case .brokenDescriptors: "the descriptors of the protocol files are damaged in this build"
    }
  }
}
