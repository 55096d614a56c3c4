import Chain
import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import RollDPoS
import Testing

/// Footers against the delegates that the chain's state names.
@Suite struct FooterTests {
  private let network: SampleNetwork
  private let sample: SampleChain
  private let verifier: FooterVerifier

  init() throws {
    network = try SampleNetwork()
    sample = try SampleChain(network)
    verifier = FooterVerifier(timing: try network.timing(), countsOnlyDelegates: true)
  }

  private func refusal(of block: Block, on chain: SampleChain? = nil) throws -> String? {
    let chain = (chain ?? sample).chain
    let view = try chain.view()
    return blockErrorCode { try chain.processor.verifyFooter(of: block, with: verifier, parent: view.head, reader: view.reader) }
  }

  @Test func `accepts the footers of two epochs`() throws {
    while sample.chain.head.height < 17 {
      let block = try sample.nextBlock()
      #expect(try refusal(of: block) == nil)
      try sample.append(block)
    }
  }

  @Test func `refuses footers without enough delegates`() throws {
    let block = try sample.nextBlock()
    let time = network.time(of: 1)
    #expect(try refusal(of: block.endorsed(by: Array(SampleNetwork.delegates.prefix(3)), at: time)) == nil)
    #expect(try refusal(of: block.endorsed(by: Array(SampleNetwork.delegates.prefix(2)), at: time)) == "footer")
    #expect(try refusal(of: block.endorsed(by: [], at: time)) == "footer")
    #expect(try refusal(of: block.endorsed(by: SampleNetwork.delegates.prefix(2) + SampleNetwork.users, at: time)) == "footer")
  }

  @Test func `refuses a block while its epoch's delegates are unknown`() throws {
    let voting = try SampleNetwork(voting: .election)
    let candidates = SampleNetwork.delegates.map {
      Candidate(address: $0.publicKey.address.bech32, votes: WireInteger(U256(5)), rewardAddress: $0.publicKey.address.bech32)
    }
    let election = FixedElection(results: [100: CandidateList(candidates)], time: network.time(of: 0))
    let chain = try SampleChain(voting, parameters: voting.parameters(election: election))
    #expect(try refusal(of: chain.nextBlock(), on: chain) == nil)
    // A block of epoch 2, which nobody announced.
    let core = BlockHeaderCore(
      version: 1, height: 9, timestamp: voting.time(of: 9), previousHash: .zero, txRoot: .zero, deltaStateDigest: .zero, receiptRoot: .zero)
    let block = Block(header: BlockHeader.sign(core, with: SampleNetwork.delegates[0]), actions: [])
    #expect(try refusal(of: block, on: chain) == "unknown-delegates")
  }
}
