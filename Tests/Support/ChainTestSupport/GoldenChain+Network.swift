public import Chain
public import ChainSpec
public import ChainTypes
internal import ProtocolKit
public import RollDPoS
internal import StandardProtocols
public import TestSupport

extension GoldenChain {
  /// The chain's genesis.
  public func genesis() throws -> Genesis { try Genesis(yaml: genesisYAML()) }

  /// The election that decides about delegates, or nil if the chain has none.
  public func election() throws -> GoldenElection? { try json("poll.json").map { try GoldenElection($0) } }

  /// What a node needs to import the chain. Producers' poll results are compared with the election.
  ///
  /// - Parameter election: instead of the recorded one.
  public func parameters(election: GoldenElection? = nil, undoDepth: UInt64 = 0) throws -> ChainParameters {
    let genesis = try genesis()
    let suite = try ProtocolSuite.standard(genesis: genesis, election: try election ?? self.election(), followsAnnouncements: false)
    return ChainParameters(
      genesis: genesis, schedule: .network(of: genesis), suite: suite,
      allowsExperimentalActions: try summary()["enableExperimentalActions"].bool ?? false, undoDepth: undoDepth)
  }

  /// Verifies footers, by default as the reference does: whoever endorses counts, and the producer must have the turn.
  public func footerVerifier(countsOnlyDelegates: Bool = false, requiresTurn: Bool = true) throws -> FooterVerifier {
    let blockchain = try genesis().blockchain
    guard
      let timing = RoundTiming(
        genesisTime: Timestamp(seconds: blockchain.timestamp), blockInterval: blockchain.blockInterval.nanoseconds,
        toleratedOvertime: 2_000_000_000)
    else { throw GoldenDataError.unexpected("\(name)/genesis.yaml: blockInterval") }
    return FooterVerifier(timing: timing, countsOnlyDelegates: countsOnlyDelegates, requiresTurn: requiresTurn)
  }

  /// Its blocks from height 1.
  public func decodedBlocks() throws -> [Block] { try blocks().map { try Block(decoding: $0) } }
}
