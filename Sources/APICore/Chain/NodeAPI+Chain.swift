internal import Chain
internal import ChainSpec
internal import ChainTypes
internal import Primitives
internal import ProtocolKit
internal import State

/// An epoch, as summaries name it.
public struct EpochAnswer: Hashable, Sendable {
  /// Its number, from 1; 0 before the first block.
  public let number: UInt64
  /// The height of its first block.
  public let height: UInt64
  /// The height of the gravity chain whose election counts; on networks without one, `height`; 0 when this node does not
  /// know it.
  public let gravityChainStartHeight: UInt64
}

/// What is known about the chain as a whole.
public struct ChainAnswer: Hashable, Sendable {
  /// The height of the last block; 0 when there is none.
  public let height: UInt64
  /// Actions in all blocks.
  public let actionCount: UInt64
  /// Actions per second of the last blocks, rounded down.
  public let actionsPerSecond: UInt64
  /// The epoch of the last block.
  public let epoch: EpochAnswer
}

/// A delegate in an epoch.
public struct ProducerAnswer: Hashable, Sendable {
  /// Its operator's address, as the delegates' list has it.
  public let address: String
  /// Votes, in decimal.
  public let votes: String
  /// Whether it may produce blocks of the epoch, or has produced one.
  public let isActive: Bool
  /// Blocks of the epoch that it has produced.
  public let production: UInt64
}

/// What is known about an epoch.
public struct EpochProduction: Hashable, Sendable {
  /// The epoch.
  public let epoch: EpochAnswer
  /// Its blocks so far.
  public let blockCount: UInt64
  /// Its delegates, in the order of the list.
  public let producers: [ProducerAnswer]
}

extension NodeAPI {
  /// A summary of the chain.
  public func chainSummary() throws(APIError) -> ChainAnswer {
    let chain = try reading()
    let epochs = chain.parameters.epochs
    return ChainAnswer(
      height: chain.head.height, actionCount: try chain.actionCount(), actionsPerSecond: try actionsPerSecond(of: chain),
      epoch: try epoch(epochs.epochNumber(of: chain.head.height), on: chain))
  }

  /// Who produced what in an epoch.
  ///
  /// - Throws: `emptyRange` for 0; `unknownEpoch` for one that has not begun, or on a network that votes on the chain.
  public func epoch(_ number: UInt64) throws(APIError) -> EpochProduction {
    guard number > 0 else { throw APIError(.emptyRange, "epochs are counted from 1", details: ["minimum": "1"]) }
    let chain = try reading()
    let parameters = chain.parameters
    let current = parameters.epochs.epochNumber(of: chain.head.height)
    guard number <= current else {
      throw APIError(
        .unknownEpoch, "epoch \(number) has not begun: the last block is in epoch \(current)", details: ["maximum": "\(current)"])
    }
    let directory = parameters.suite.candidates
    let state = chain.view.state()
    let delegates: CandidateList?
    let productivity: Productivity?
    do throws(StateFault) {
      delegates = try directory.blockProducers(ofEpoch: number, epochs: parameters.epochs, state: state)
      productivity = try Productivity(
        epoch: number, epochs: parameters.epochs, candidates: directory, history: chain.view.history, state: state)
    } catch {
      throw APIError(error)
    }
    guard let delegates, let productivity else {
      throw APIError(.unknownEpoch, "the delegates of epoch \(number) are not known on this network")
    }
    return EpochProduction(
      epoch: try epoch(number, on: chain), blockCount: productivity.blocks,
      producers: delegates.candidates.map { delegate in
        let production = productivity.produced[delegate.address]
        return ProducerAnswer(
          address: delegate.address, votes: delegate.votes.decimal, isActive: production != nil, production: production ?? 0)
      })
  }

  private func epoch(_ number: UInt64, on chain: ChainReading) throws(APIError) -> EpochAnswer {
    let start = chain.parameters.epochs.startHeight(of: number)
    return EpochAnswer(number: number, height: start, gravityChainStartHeight: gravityHeight(at: start, on: chain))
  }

  /// Asks the poll protocol, if there is one.
  private func gravityHeight(at height: UInt64, on chain: ChainReading) -> UInt64 {
    guard let poll = chain.parameters.suite.queries["poll"] else { return height }
    let argument = withUnsafeBytes(of: height.littleEndian) { [UInt8]($0) }
    let answer = try? poll.read(
      method: "GetGravityChainStartHeight", arguments: [argument], in: chain.queryContext, state: chain.view.state())
    guard let answer, answer.count == 8 else { return 0 }
    return answer.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The actions of all blocks of the window but the first, over the time from the first to the last.
  ///
  /// (The reference divides the actions of n blocks by the time of n − 1 intervals.)
  private func actionsPerSecond(of chain: ChainReading) throws(APIError) -> UInt64 {
    let tip = chain.head.height
    let window = min(configuration.tpsWindow, tip)
    guard window > 1 else { return 0 }
    let first = try chain.summary(at: tip - window + 1)
    guard let nanoseconds = chain.head.timestamp.nanoseconds(since: first.timestamp), nanoseconds > 0 else { return 0 }
    let actions = try chain.actionCount() &- first.actionNumbers.upperBound  // every action of the first block is counted
    let scaled = actions.multipliedFullWidth(by: 1_000_000_000)
    let divisor = UInt64(nanoseconds)
    guard scaled.high < divisor else { return .max }
    return divisor.dividingFullWidth(scaled).quotient
  }
}
