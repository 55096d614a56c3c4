public import ChainTypes
public import Primitives

/// Which logs are asked for, as in the later API's `GetLogs` (and Ethereum's `eth_getLogs`).
public struct LogFilter: Hashable, Sendable {
  /// The log's address is one of these, as written; empty means any.
  public var addresses: [String]
  /// For each position from 0: the log's topic there is one of these; empty means any. A log with fewer topics than
  /// positions does not match.
  public var topics: [[Hash256]]

  /// A filter; by default every log matches.
  public init(addresses: [String] = [], topics: [[Hash256]] = []) {
    self.addresses = addresses
    self.topics = topics
  }

  /// Whether a log is asked for.
  public func matches(_ log: Log) -> Bool {
    guard addresses.isEmpty || addresses.contains(where: { $0.utf8.elementsEqual(log.address.utf8) }) else { return false }
    guard log.topics.count >= topics.count else { return false }
    return zip(topics, log.topics).allSatisfy { choices, topic in choices.isEmpty || choices.contains(topic) }
  }

  /// What a block must be indexed under to have a matching log: of each group at least one tag.
  var tagGroups: [[UInt64]] {
    var groups: [[UInt64]] = []
    if !addresses.isEmpty { groups.append(addresses.map { LogTag.address($0) }) }
    for (position, choices) in topics.enumerated() where !choices.isEmpty {
      groups.append(choices.map { LogTag.topic($0, at: position) })
    }
    return groups
  }
}
