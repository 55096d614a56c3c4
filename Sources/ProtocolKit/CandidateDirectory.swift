public import ChainSpec
public import ChainTypes
public import State

/// Who may produce blocks, read from committed state.
///
/// Two implementations exist: the poll protocol's (candidates are fixed per epoch) and the legacy vote protocol's
/// (candidates change with every vote).
public protocol CandidateDirectory: Sendable {
  /// The candidates in force at a height, in their stored order (`Blockchain.CandidatesByHeight`).
  ///
  /// - Returns: nil when no list exists, or it is empty.
  func candidates(at height: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList?

  /// The delegates of an epoch that may produce blocks, in drawn order (`ActiveBlockProducersByEpoch`).
  ///
  /// - Returns: nil when the network has no such list (vote protocol), or none for this epoch.
  func activeBlockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList?

  /// All delegates of an epoch, before the draw (`BlockProducersByEpoch`).
  ///
  /// - Returns: nil when the network has no such list (vote protocol), or none for this epoch.
  func blockProducers(ofEpoch epoch: UInt64, epochs: EpochArithmetic, state: WorkingSet) throws(StateFault) -> CandidateList?
}
