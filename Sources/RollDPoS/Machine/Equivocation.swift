public import ChainTypes
public import Primitives

/// Proof that a delegate signed two documents of which an honest one signs only one.
public struct Equivocation: Hashable, Sendable {
  /// The delegate.
  public var delegate: Address
  /// The kind of both documents.
  public var kind: SigningIntent.Kind
  /// The height at which both were signed.
  public var height: UInt64
  /// The message that came first.
  public var first: ConsensusMessage
  /// The message that contradicts it.
  public var second: ConsensusMessage

  /// Evidence.
  public init(
    delegate: Address, kind: SigningIntent.Kind, height: UInt64, first: ConsensusMessage, second: ConsensusMessage
  ) {
    self.delegate = delegate
    self.kind = kind
    self.height = height
    self.first = first
    self.second = second
  }
}
