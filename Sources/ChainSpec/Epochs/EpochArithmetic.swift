/// Which epoch and sub-epoch a height belongs to, and where epochs begin and end.
///
/// Height 0 is the genesis state and belongs to epoch 0; block 1 begins epoch 1. An epoch has `numDelegates` × `numSubEpochs` blocks.
/// All answers are exact where they fit 64 bits; where they do not, they stay at `UInt64.max`, where the reference wraps around.
/// Source: action/protocol/rolldpos/epoch.go of the reference.
public struct EpochArithmetic: Sendable, Hashable {
  /// How many delegates produce the blocks of an epoch.
  public let numDelegates: UInt64
  /// From how many candidates they are drawn; at least ``numDelegates``.
  public let numCandidateDelegates: UInt64
  /// How often each delegate has its turn in an epoch.
  public let numSubEpochs: UInt64

  /// The epochs of a network.
  ///
  /// - Parameters:
  ///   - numDelegates: at least 1
  ///   - numCandidateDelegates: a value below `numDelegates` counts as that
  ///   - numSubEpochs: at least 1
  /// - Throws: ``EpochArithmeticError`` if an epoch would have no blocks, or more than 2^32.
  public init(numDelegates: UInt64, numCandidateDelegates: UInt64, numSubEpochs: UInt64) throws(EpochArithmeticError) {
    guard numDelegates > 0 else { throw .noDelegates }
    guard numSubEpochs > 0 else { throw .noSubEpochs }
    let (length, overflow) = numDelegates.multipliedReportingOverflow(by: numSubEpochs)
    guard !overflow, length <= 1 << 32 else { throw .tooLong }
    self.init(trusting: numDelegates, candidates: numCandidateDelegates, subEpochs: numSubEpochs)
  }

  /// Epochs of a genesis, which is valid.
  init(trusting numDelegates: UInt64, candidates: UInt64, subEpochs: UInt64) {
    self.numDelegates = numDelegates
    self.numCandidateDelegates = max(candidates, numDelegates)
    self.numSubEpochs = subEpochs
  }

  /// The number of blocks of an epoch: 1 … 2^32.
  public var epochLength: UInt64 { numDelegates * numSubEpochs }

  /// The epoch of a height; 0 for height 0.
  public func epochNumber(of height: UInt64) -> UInt64 { height == 0 ? 0 : (height - 1) / epochLength + 1 }

  /// The first height of an epoch; 0 for epoch 0.
  public func startHeight(of epoch: UInt64) -> UInt64 {
    guard epoch > 0 else { return 0 }
    let (blocks, overflow) = (epoch - 1).multipliedReportingOverflow(by: epochLength)
    return overflow || blocks == .max ? .max : blocks + 1
  }

  /// The last height of an epoch; 0 for epoch 0.
  public func lastHeight(of epoch: UInt64) -> UInt64 {
    let (blocks, overflow) = epoch.multipliedReportingOverflow(by: epochLength)
    return overflow ? .max : blocks
  }

  /// The sub-epoch of a height within its epoch, counted from 0; 0 for height 0.
  public func subEpochNumber(of height: UInt64) -> UInt64 { height == 0 ? 0 : (height - 1) % epochLength / numDelegates }
}
