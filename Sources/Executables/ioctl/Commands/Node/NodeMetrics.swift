import ClientKit
import Glibc

/// Asks a node's metrics for what its API does not tell.
enum NodeMetrics {
  /// The number of peers.
  ///
  /// - Throws: when the endpoint does not answer with metrics that hold it.
  static func peerCount(_ endpoint: NodeEndpoint) throws(CommandFailure) -> Int {
    let text = try page(endpoint, path: "/metrics")
    // The reference's name; iotexd keeps it.
    let lines = text.split(separator: "\n").filter { $0.hasPrefix("iotex_heartbeat_status") && $0.contains("\"numPeers\"") }
    guard let value = lines.first?.split(separator: " ").last.flatMap({ Double($0) }), value >= 0, value < 1e6 else {
      throw CommandFailure("the metrics at \(endpoint) have no number of peers")
    }
    return Int(value)
  }

  /// A page over plain HTTP, at most 4 MiB of it, within five seconds for each part.
  private static func page(_ endpoint: NodeEndpoint, path: String) throws(CommandFailure) -> String {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(endpoint.host, String(endpoint.port), &hints, &list) == 0, let address = list else {
      throw CommandFailure("no address for \(endpoint.host)")
    }
    defer { freeaddrinfo(list) }
    let descriptor = socket(address.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var limit = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    guard connect(descriptor, address.pointee.ai_addr, address.pointee.ai_addrlen) == 0 else {
      throw CommandFailure("cannot reach \(endpoint): \(SystemMessage.text(of: errno))")
    }
    let request = Array("GET \(path) HTTP/1.0\r\nHost: \(endpoint)\r\n\r\n".utf8)
    guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
      throw CommandFailure("\(endpoint) does not take the question")
    }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while content.count < 4 << 20 {
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { break }
      content += chunk[..<count]
    }
    return String(decoding: content, as: UTF8.self)
  }
}
