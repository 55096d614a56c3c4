public import ChainSpec
public import ChainTypes
public import ProtocolKit
public import State

/// The candidates of a network with the legacy vote protocol.
public struct VoteDirectory: CandidateDirectory {
  /// A directory; it keeps nothing itself.
  public init() {}

  /// The most recent list, not empty, at or below `height`.
  public func candidates(at height: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? {
    for candidate in stride(from: height, through: 0, by: -1) {
      if let list = try CandidateRegister.list(at: candidate, state: state) { return list }
    }
    return nil
  }

  /// Always nil: the reference asks the poll protocol, which is not registered (golden quirk 32).
  public func activeBlockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? {
    nil
  }

  /// Always nil, as for the active ones.
  public func blockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList? {
    nil
  }
}
