public import ChainSpec
public import ChainTypes
internal import Primitives
public import ProtocolKit

/// Where a network's delegates come from.
public enum DelegateOrigin: Sendable {
  /// The genesis lists them, and they stay for ever.
  case lifeLong(CandidateList)
  /// They are elected outside the chain, from a height of the gravity chain on.
  ///
  /// `followsAnnouncements`: whether announcements of producers are believed instead of compared. A node whose source
  /// holds only the beginning follows; so every node can replay the chain without access to Ethereum.
  case election(any ElectionSource, startHeight: UInt64, followsAnnouncements: Bool)

  /// The delegates that a genesis lists, with the operator's address where there is no reward address.
  ///
  /// - Throws: a rejection when there are fewer than the network needs.
  public static func lifeLong(of genesis: Genesis) throws(ActionRejection) -> DelegateOrigin {
    let delegates = genesis.poll.delegates
    guard UInt64(delegates.count) >= genesis.blockchain.numDelegates else {
      throw ActionRejection(
        .wrongPollResult,
        "the genesis lists \(delegates.count) delegates, but numDelegates is \(genesis.blockchain.numDelegates): add delegates or lower numDelegates"
      )
    }
    return .lifeLong(
      CandidateList(
        delegates.map { delegate in
          Candidate(
            address: delegate.operatorAddress.bech32, votes: WireInteger(delegate.votes),
            rewardAddress: (delegate.rewardAddress ?? delegate.operatorAddress).bech32)
        }))
  }

  /// Whether announcements are believed without comparison.
  var followsAnnouncements: Bool {
    if case .election(_, _, let follows) = self { follows } else { false }
  }
}

extension CandidateList {
  /// Without the candidates whose operator or reward address cannot be read (golden quirk 39).
  var withReadableAddresses: CandidateList {
    CandidateList(candidates.filter { (try? Address(bech32: $0.address)) != nil && (try? Address(bech32: $0.rewardAddress)) != nil })
  }
}
