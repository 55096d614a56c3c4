public import ChainTypes
internal import RollDPoS

/// Consensus messages as nodes read them, decoded and verified once for all nodes of a simulation.
///
/// Every node would come to the same result from the same bytes, and signatures would take most of a simulation's time.
public final class MessageCache {
  private struct Key: Hashable {
    let digest: UInt64
    let length: Int
  }

  private struct Entry {
    let message: ConsensusMessage?
    var verified: VerifiedConsensusMessage??
  }

  private var entries: [Key: Entry] = [:]
  private var order: [Key] = []
  private static let capacity = 4096

  /// An empty cache.
  public init() {}

  /// The message in a packet; nil when it cannot be decoded.
  public func message(_ packet: Packet) -> ConsensusMessage? { entry(packet).message }

  /// The message in a packet with its signature checked; nil when it is wrong.
  func verified(_ packet: Packet) -> VerifiedConsensusMessage? {
    let entry = entry(packet)
    if let known = entry.verified { return known }
    let verified = entry.message.flatMap { VerifiedConsensusMessage(verifying: $0) }
    entries[key(packet)]?.verified = .some(verified)
    return verified
  }

  private func key(_ packet: Packet) -> Key { Key(digest: packet.digest, length: packet.bytes.count) }

  private func entry(_ packet: Packet) -> Entry {
    let key = key(packet)
    if let known = entries[key] { return known }
    let entry = Entry(message: try? ConsensusMessage(decoding: packet.bytes, limits: .default), verified: nil)
    if order.count >= Self.capacity {
      entries.removeAll(keepingCapacity: true)
      order.removeAll(keepingCapacity: true)
    }
    entries[key] = entry
    order.append(key)
    return entry
  }
}
