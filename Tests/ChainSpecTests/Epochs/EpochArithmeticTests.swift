import ChainSpec
import Testing

@Suite struct EpochArithmeticTests {
  private let mainnet = Network.mainnet.genesis.epochs

  @Test func `an epoch of mainnet has 360 blocks`() {
    #expect(mainnet.epochLength == 360)
    #expect((1...3).map { mainnet.startHeight(of: $0) } == [1, 361, 721])
    #expect((1...3).map { mainnet.lastHeight(of: $0) } == [360, 720, 1080])
  }

  @Test func `the genesis state is in epoch 0`() {
    #expect(mainnet.epochNumber(of: 0) == 0)
    #expect(mainnet.startHeight(of: 0) == 0)
    #expect(mainnet.lastHeight(of: 0) == 0)
    #expect(mainnet.subEpochNumber(of: 0) == 0)
  }

  @Test func `epochs change after their last height`() {
    #expect([1, 360, 361, 720, 721].map { mainnet.epochNumber(of: $0) } == [1, 1, 2, 2, 3])
  }

  @Test func `sub-epochs count from 0 within the epoch`() {
    #expect([1, 24, 25, 48, 49, 360, 361].map { mainnet.subEpochNumber(of: $0) } == [0, 0, 1, 1, 2, 14, 0])
  }

  @Test func `every height lies between its epoch's first and last height`() throws {
    for (delegates, subEpochs) in [(1, 1), (1, 7), (4, 2), (24, 15), (3, 1)] as [(UInt64, UInt64)] {
      let epochs = try EpochArithmetic(numDelegates: delegates, numCandidateDelegates: 36, numSubEpochs: subEpochs)
      for height in Array(1...200) + [UInt64.max / 2, .max - 1, .max] {
        let epoch = epochs.epochNumber(of: height)
        #expect(epochs.startHeight(of: epoch) <= height)
        #expect(epochs.lastHeight(of: epoch) >= height)
        #expect(epochs.subEpochNumber(of: height) < subEpochs)
      }
    }
  }

  @Test func `stays at the largest height where the reference wraps around`() {
    #expect(mainnet.startHeight(of: .max) == .max)
    #expect(mainnet.lastHeight(of: .max) == .max)
    #expect(mainnet.lastHeight(of: UInt64.max / 360) == UInt64.max / 360 * 360)
  }

  @Test func `raises the number of candidates to that of delegates`() throws {
    #expect(try EpochArithmetic(numDelegates: 24, numCandidateDelegates: 3, numSubEpochs: 1).numCandidateDelegates == 24)
  }

  @Test func `refuses epochs without blocks or with too many`() {
    #expect(throws: EpochArithmeticError.noDelegates) {
      try EpochArithmetic(numDelegates: 0, numCandidateDelegates: 1, numSubEpochs: 1)
    }
    #expect(throws: EpochArithmeticError.noSubEpochs) {
      try EpochArithmetic(numDelegates: 1, numCandidateDelegates: 1, numSubEpochs: 0)
    }
    #expect(throws: EpochArithmeticError.tooLong) {
      try EpochArithmetic(numDelegates: 1 << 32, numCandidateDelegates: 1, numSubEpochs: 2)
    }
    #expect(throws: EpochArithmeticError.tooLong) {
      try EpochArithmetic(numDelegates: .max, numCandidateDelegates: 1, numSubEpochs: .max)
    }
  }
}
