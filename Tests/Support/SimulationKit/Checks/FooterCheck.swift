internal import ChainCrypto
internal import ChainTypes
public import Primitives

/// Every block that an honest node commits has a footer in which more than two thirds of the delegates, and nobody else,
/// rightly endorse its commit.
///
/// It counts by itself and uses nothing of the code that it watches but the codec and the signature check.
public final class FooterCheck: SimulationCheck {
  public let name: StaticString = "footer"
  private let delegates: Set<Address>
  private let honest: Set<Int>
  /// Signatures that were right, so that none is verified for each node.
  private var verified: Set<[UInt8]> = []

  /// A check.
  public init(delegates: [Address], honest: [Int]) {
    self.delegates = Set(delegates)
    self.honest = Set(honest)
  }

  public func observe(_ observation: Observation, at node: Int, time: VirtualTime) -> String? {
    guard case .committed(let height, let hash, let block?) = observation, honest.contains(node) else { return nil }
    let document = ConsensusVote(blockHash: hash.bytes, topic: .commit).documentHash
    var endorsers: Set<Address> = []
    for endorsement in block.footer.endorsements {
      let endorser = endorsement.endorser.address
      guard delegates.contains(endorser) else {
        return "node \(node) committed block \(height) with an endorsement of \(endorser), who is no delegate"
      }
      guard isRight(endorsement, under: document) else {
        return "node \(node) committed block \(height) with a wrong signature of \(endorser)"
      }
      endorsers.insert(endorser)
    }
    guard 3 * endorsers.count > 2 * delegates.count else {
      return "node \(node) committed block \(height), which \(endorsers.count) of \(delegates.count) delegates endorsed"
    }
    return nil
  }

  private func isRight(_ endorsement: Endorsement, under document: Hash256) -> Bool {
    let key = endorsement.signature + document.bytes + endorsement.encoded
    if verified.contains(key) { return true }
    guard endorsement.verify(documentHash: document) else { return false }
    verified.insert(key)
    return true
  }
}
