/// What happens to messages on their way.
///
/// A link keeps the order of its messages, as a connection does, but for those that are drawn to be reordered. Partitions
/// hold up nothing: what is sent into one is gone.
public struct NetworkModel: Sendable {
  /// The fate of a message.
  public enum Fate: Sendable, Equatable {
    /// It arrives at these times, more than one if it was duplicated.
    case arrives([VirtualTime])
    /// It is lost by chance.
    case lost
    /// It cannot pass: the nodes are in different parts, or the link is cut in this direction.
    case blocked
  }

  /// Number of nodes.
  public let nodeCount: Int
  private var profiles: [LinkProfile]
  private var cut: [Bool]
  private var lastArrival: [VirtualTime]
  private var group: [Int]
  private var random: RandomStream

  /// A network whose links are all alike.
  public init(nodeCount: Int, profile: LinkProfile, random: RandomStream) {
    self.nodeCount = nodeCount
    profiles = Array(repeating: profile, count: nodeCount * nodeCount)
    cut = Array(repeating: false, count: nodeCount * nodeCount)
    lastArrival = Array(repeating: .zero, count: nodeCount * nodeCount)
    group = Array(repeating: 0, count: nodeCount)
    self.random = random
  }

  /// Changes all links.
  public mutating func setProfile(_ profile: LinkProfile) {
    for index in profiles.indices { profiles[index] = profile }
  }

  /// Changes the links of one node, both ways.
  public mutating func setProfile(_ profile: LinkProfile, of node: Int) {
    for other in 0..<nodeCount {
      profiles[index(node, other)] = profile
      profiles[index(other, node)] = profile
    }
  }

  /// Parts the nodes: only those with the same number hear each other.
  public mutating func partition(_ groups: [Int]) {
    for node in 0..<nodeCount { group[node] = node < groups.count ? groups[node] : 0 }
  }

  /// Cuts a link in one direction.
  public mutating func cutLink(from: Int, to: Int) { cut[index(from, to)] = true }

  /// Ends all partitions and mends all cuts.
  public mutating func heal() {
    for node in 0..<nodeCount { group[node] = 0 }
    for index in cut.indices { cut[index] = false }
  }

  /// Whether messages can pass from one node to another now.
  public func isOpen(from: Int, to: Int) -> Bool { group[from] == group[to] && !cut[index(from, to)] }

  /// Sends a message.
  public mutating func send(from: Int, to: Int, at now: VirtualTime) -> Fate {
    let link = index(from, to)
    let profile = profiles[link]
    // Drawn always, so that the numbers that follow do not depend on partitions.
    let isLost = random.chance(perMillion: profile.lossPerMillion)
    let isDuplicated = random.chance(perMillion: profile.duplicatesPerMillion)
    guard isOpen(from: from, to: to) else { return .blocked }
    if isLost { return .lost }
    let first = arrival(on: link, profile, at: now)
    return .arrives(isDuplicated ? [first, arrival(on: link, profile, at: first)] : [first])
  }

  private mutating func arrival(on link: Int, _ profile: LinkProfile, at now: VirtualTime) -> VirtualTime {
    let time = now.adding(random.within(profile.delay))
    if random.chance(perMillion: profile.reorderedPerMillion) { return time.adding(random.within(0...profile.reorderDelay)) }
    let ordered = max(time, lastArrival[link].adding(1))
    lastArrival[link] = ordered
    return ordered
  }

  private func index(_ from: Int, _ to: Int) -> Int { from * nodeCount + to }
}
