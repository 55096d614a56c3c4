internal import ChainTypes
public import ProtocolKit
public import State

/// The delegates of an epoch (`poll/lifelongdelegates.go` and `poll/governance_protocol.go`, `ReadState`).
extension PollHandler: StateQuery {
  /// Answers `BlockProducersByEpoch`, `ActiveBlockProducersByEpoch` with an encoded `CandidateList`, and
  /// `GetGravityChainStartHeight` with a number of eight bytes, little-endian.
  ///
  /// Delegates of a genesis are the same in every epoch: the first two ignore their arguments there, and the third gives
  /// its argument back, whatever it is.
  public func read(
    method: String, arguments: [[UInt8]], in context: StateQueryContext, state: WorkingSet
  ) throws(StateQueryError) -> [UInt8] {
    switch method {
    case "BlockProducersByEpoch":
      return try encodedList(of: method, arguments) { (epoch) throws(StateFault) in
        try blockProducers(ofEpoch: epoch, epochs: context.epochs, state: state)
      }
    case "ActiveBlockProducersByEpoch":
      return try encodedList(of: method, arguments) { (epoch) throws(StateFault) in
        try activeBlockProducers(ofEpoch: epoch, epochs: context.epochs, state: state)
      }
    case "GetGravityChainStartHeight":
      return try gravityStart(arguments, in: context)
    default:
      throw .notFound("the poll protocol has no method \(method)")
    }
  }

  private func encodedList(
    of method: String, _ arguments: [[UInt8]], _ list: (UInt64) throws(StateFault) -> CandidateList?
  ) throws(StateQueryError) -> [UInt8] {
    if case .lifeLong(let list) = delegates { return list.encoded }
    let epoch = try Self.number(of: method, arguments)
    guard let list = try answering({ () throws(StateFault) in try list(epoch) }) else {
      throw .notFound("the delegates of epoch \(epoch) are not known")
    }
    return list.encoded
  }

  private func gravityStart(_ arguments: [[UInt8]], in context: StateQueryContext) throws(StateQueryError) -> [UInt8] {
    if case .lifeLong = delegates {
      guard arguments.count == 1 else {
        throw .notFound("GetGravityChainStartHeight takes one argument, a height, instead of \(arguments.count)")
      }
      return arguments[0]
    }
    let height = try Self.number(of: "GetGravityChainStartHeight", arguments)
    let gravityHeight = try answering { () throws(StateFault) in
      try self.gravityHeight(at: height, epochs: context.epochs, history: context.history)
    }
    guard let gravityHeight else { throw .notFound("the gravity chain's height for block \(height) is not known to this node") }
    return withUnsafeBytes(of: gravityHeight.littleEndian) { Array($0) }
  }

  /// The one argument, eight bytes little-endian; more bytes are ignored, as in the reference, which crashes on fewer.
  private static func number(of method: String, _ arguments: [[UInt8]]) throws(StateQueryError) -> UInt64 {
    guard arguments.count == 1 else { throw .notFound("\(method) takes one argument instead of \(arguments.count)") }
    guard arguments[0].count >= 8 else {
      throw .malformedArgument("the argument of \(method) has \(arguments[0].count) bytes instead of 8, little-endian")
    }
    return arguments[0].prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
