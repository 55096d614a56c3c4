import ChainCrypto
import Primitives
import Testing

@Suite struct SignatureBatchTests {
  static let key = PrivateKey.random()

  /// A batch whose signatures at the given positions are over another digest.
  static func batch(_ count: Int, bad: Set<Int> = []) -> SignatureBatch {
    var batch = SignatureBatch()
    batch.reserveCapacity(count)
    for index in 0..<count {
      let digest = Keccak256.hash([UInt8(truncatingIfNeeded: index)])
      batch.append(digest: bad.contains(index) ? .zero : digest, signature: key.sign(digest), publicKey: key.publicKey)
    }
    return batch
  }

  @Test(arguments: [1, 2, 5], [0, 1, 11, 12, 13, 100]) func `finds nothing among valid signatures`(cores: Int, count: Int) {
    #expect(Self.batch(count).firstInvalid(onCores: cores) == nil)
  }

  @Test(arguments: [1, 2, 5]) func `finds the first of several invalid signatures`(cores: Int) {
    for bad in [[0], [99], [12, 13], [50, 60, 99], [11, 12]] as [Set<Int>] {
      #expect(Self.batch(100, bad: bad).firstInvalid(onCores: cores) == bad.min())
    }
  }

  @Test func `counts malformed signatures as invalid`() {
    var batch = Self.batch(20)
    batch.append(digest: .zero, signature: [], publicKey: Self.key.publicKey)
    #expect(batch.count == 21)
    #expect(batch.firstInvalid() == 20)
    batch.removeAll()
    #expect(batch.isEmpty)
    #expect(batch.firstInvalid() == nil)
  }
}
