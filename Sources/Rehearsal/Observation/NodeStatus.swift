internal import AsyncHTTPClient
internal import NIOCore
internal import NIOHTTP1

/// What a node says about itself in its metrics.
public struct NodeStatus: Sendable, Hashable, Codable {
  /// The height of its chain.
  public var height: UInt64
  /// The round of the height after it that the node is in; nil when it does not say.
  public var round: UInt64?
  /// Peers that it is connected with.
  public var peers: Int
  /// Actions in its pool.
  public var pool: Int
  /// Rounds that ended without a block since the node started.
  public var missedRounds: Int

  /// Asks a node.
  ///
  /// - Returns: nil when it does not answer within two seconds, or not with its metrics.
  static func fetch(statsPort: UInt16) async -> NodeStatus? {
    var request = HTTPClientRequest(url: "http://127.0.0.1:\(statsPort)/metrics")
    request.headers.add(name: "accept", value: "text/plain")
    guard let response = try? await HTTPClient.shared.execute(request, timeout: .seconds(2)), response.status == .ok,
      let body = try? await response.body.collect(upTo: 4 << 20)
    else { return nil }
    return NodeStatus(exposition: String(buffer: body))
  }

  /// Reads the text format of Prometheus; nil without a height.
  init?(exposition: String) {
    var values: [String: Double] = [:]
    for line in exposition.split(separator: "\n") where !line.hasPrefix("#") {
      guard let split = line.lastIndex(of: " "), let value = Double(line[line.index(after: split)...]) else { continue }
      values[Self.key(of: line[..<split]), default: 0] += value
    }
    guard let height = values["blockchainHeight"] else { return nil }
    self.height = UInt64(height)
    round = values["iotex_consensus_round"].map { UInt64($0) }
    peers = Int(values["numPeers"] ?? 0)
    pool = Int(values["actpoolSize"] ?? 0)
    missedRounds = Int(values["iotex_consensus_missed_rounds"] ?? 0)
  }

  /// The kind of a heartbeat, else the name of the series without its labels.
  private static func key(of series: Substring) -> String {
    guard let brace = series.firstIndex(of: "{") else { return String(series) }
    let name = series[..<brace]
    guard name == "iotex_heartbeat_status" else { return String(name) }
    let labels = series[brace...].split(whereSeparator: { "{},".contains($0) })
    let prefix = "status_type=\""
    guard let kind = labels.first(where: { $0.hasPrefix(prefix) }) else { return String(name) }
    return String(kind.dropFirst(prefix.count).dropLast())
  }
}
