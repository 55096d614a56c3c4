import Glibc

/// Finds words for why an endpoint cannot be reached, after a call has failed.
enum Reachability {
  /// Tries a TCP connection for at most a second and says what went wrong.
  ///
  /// - Parameter cause: what the transport reported.
  static func explain(_ endpoint: NodeEndpoint, cause: (any Error)?) -> String {
    let prefix = "cannot reach \(endpoint): "
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(endpoint.host, String(endpoint.port), &hints, &list)
    guard status == 0, let list else { return prefix + "no address for \(endpoint.host) (\(String(cString: gai_strerror(status))))" }
    defer { freeaddrinfo(list) }
    let code = connect(to: list.pointee)
    if code != 0 { return prefix + SystemMessage.text(of: code) }
    if endpoint.isSecure {
      return prefix + "the TLS handshake failed" + handshakeProblem(endpoint, cause.map { "\($0)" } ?? "")
    }
    return prefix + "it accepts connections but does not speak gRPC without TLS (try without --insecure)"
  }

  /// What the TLS library says. Its error types show their reasons in their descriptions only, where BoringSSL's codes stand.
  private static func handshakeProblem(_ endpoint: NodeEndpoint, _ description: String) -> String {
    if description.contains("CERTIFICATE_VERIFY_FAILED") {
      return ": the node's certificate is not trusted (SSL_CERT_FILE names certificates to trust)"
    }
    if description.contains("failedToValidateHostname") { return ": the node's certificate is not for \(endpoint.host)" }
    if description.contains("WRONG_VERSION_NUMBER") { return ": the node speaks without TLS (try --insecure)" }
    return ": the node speaks without TLS (try --insecure), or its certificate is not trusted"
  }

  private static func connect(to address: addrinfo) -> Int32 {
    let descriptor = socket(address.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    if Glibc.connect(descriptor, address.ai_addr, address.ai_addrlen) == 0 { return 0 }
    guard errno == EINPROGRESS else { return errno }
    var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    guard poll(&wait, 1, 1_000) == 1 else { return ETIMEDOUT }
    var code: Int32 = 0
    var size = socklen_t(MemoryLayout<Int32>.size)
    return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &size) == 0 ? code : errno
  }
}
