public import ChainSpec
public import State

/// What a protocol tells about its state to programs that ask by name (`ReadState` in `action/protocol/protocol.go`).
///
/// Names, arguments and answers are bytes that the reference defined, so that its clients work unchanged.
public protocol StateQuery: Sendable {
  /// Answers one question.
  ///
  /// - Parameters:
  ///   - method: the name of the question, such as "TotalBalance".
  ///   - arguments: what it is asked about; numbers are eight bytes little-endian, addresses are text.
  ///   - state: committed state; it is only read.
  func read(
    method: String, arguments: [[UInt8]], in context: StateQueryContext, state: WorkingSet
  ) throws(StateQueryError) -> [UInt8]
}

/// Where on the chain a question is asked.
public struct StateQueryContext {
  /// The height of the last block, whose state is asked.
  public let height: UInt64
  /// The network's epochs.
  public let epochs: EpochArithmetic
  /// The blocks up to `height`.
  public let history: any ChainHistory

  /// Creates a context.
  public init(height: UInt64, epochs: EpochArithmetic, history: any ChainHistory) {
    self.height = height
    self.epochs = epochs
    self.history = history
  }
}

/// Why a question has no answer. The texts are one sentence without a full stop.
public enum StateQueryError: Error, Hashable, Sendable {
  /// The protocol has no such method, not with so many arguments, or nothing about what was named.
  case notFound(String)
  /// An argument is not of the form that the method reads.
  case malformedArgument(String)
  /// This node cannot read its state.
  case fault(StateFault)
}

/// Runs a read of the state and says what its failure means for a question.
public func answering<Value>(_ read: () throws(StateFault) -> Value) throws(StateQueryError) -> Value {
  do {
    return try read()
  } catch {
    throw .fault(error)
  }
}
