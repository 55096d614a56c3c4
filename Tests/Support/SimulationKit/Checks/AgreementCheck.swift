public import ChainTypes
public import Primitives

/// No two honest nodes commit different blocks at one height, heights grow one by one, and what was committed survives
/// every crash.
public final class AgreementCheck: SimulationCheck {
  public let name: StaticString = "agreement"
  /// The first block committed at each height, and by whom.
  public private(set) var chain: [UInt64: (hash: Hash256, node: Int)] = [:]
  /// The earliest commit time in a footer seen at each height.
  public private(set) var commitTimes: [UInt64: Timestamp] = [:]
  private var heights: [UInt64]
  private let honest: Set<Int>

  /// A check of these nodes.
  public init(nodeCount: Int, honest: [Int]) {
    heights = Array(repeating: 0, count: nodeCount)
    self.honest = Set(honest)
  }

  /// The last height that a node committed.
  public func height(of node: Int) -> UInt64 { heights[node] }

  /// The last height that any honest node committed.
  public var highest: UInt64 { honest.map { heights[$0] }.max() ?? 0 }

  /// The last height that all honest nodes committed.
  public var lowest: UInt64 { honest.map { heights[$0] }.min() ?? 0 }

  public func observe(_ observation: Observation, at node: Int, time: VirtualTime) -> String? {
    guard honest.contains(node) else { return nil }
    switch observation {
    case .committed(let height, let hash, let block):
      if let time = block?.footer.commitTime { commitTimes[height] = min(time, commitTimes[height] ?? time) }
      guard height == heights[node] + 1 else { return "node \(node) committed block \(height) after \(heights[node])" }
      heights[node] = height
      if let first = chain[height], first.hash != hash {
        return "at height \(height) node \(first.node) committed \(first.hash), and node \(node) committed \(hash)"
      }
      if chain[height] == nil { chain[height] = (hash, node) }
    case .started(let height, let hash):
      // A machine that dies in the middle of a commit may have kept the block; it must not have lost one.
      guard height == heights[node] || height == heights[node] + 1 else {
        return "node \(node) had committed block \(heights[node]) and came back with block \(height)"
      }
      guard height > 0 else { return nil }
      heights[node] = height
      if let first = chain[height], first.hash != hash {
        return "at height \(height) node \(first.node) committed \(first.hash), and node \(node) came back with \(hash)"
      }
      if chain[height] == nil { chain[height] = (hash, node) }
    default: break
    }
    return nil
  }
}
