/// Compares the blocks of all nodes.
struct ChainComparison: Sendable {
  let endpoints: [Endpoint]

  /// The first height at which two nodes have different blocks, as a sentence; nil when there is none. Nodes that do not answer are left out.
  func firstDifference() async throws -> String? {
    var nodes: [(endpoint: Endpoint, height: UInt64)] = []
    for endpoint in endpoints {
      if let height = try? await endpoint.height() { nodes.append((endpoint, height)) }
    }
    let top = nodes.map(\.height).max() ?? 0
    var next: UInt64 = 1
    while next <= top {
      let count = min(1000, top - next + 1)
      var known: [(hash: String, name: String)?] = Array(repeating: nil, count: Int(count))
      for node in nodes where node.height >= next {
        let hashes = try await node.endpoint.blockHashes(from: next, count: min(count, node.height - next + 1))
        for (index, hash) in hashes.enumerated() where index < known.count {
          if let other = known[index], other.hash != hash {
            return "at height \(next + UInt64(index)) \(other.name) has block \(other.hash) and \(node.endpoint.name) has \(hash)"
          }
          known[index] = (hash, node.endpoint.name)
        }
      }
      next += count
    }
    return nil
  }
}
