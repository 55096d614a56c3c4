public import ChainTypes
public import Primitives

/// Who may sign with a delegate's key. Each new holder has a higher token; a journal refuses what an older one asks for.
public struct SigningLease: Hashable, Sendable {
  /// Grows with every change of the holder.
  public let token: UInt64
  /// The node that holds it; empty when it was given back.
  public let holder: String
  /// Until when nobody else can take it. Every signature prolongs it.
  public let expiry: Timestamp

  /// A lease.
  public init(token: UInt64, holder: String, expiry: Timestamp) {
    self.token = token
    self.holder = holder
    self.expiry = expiry
  }
}

/// Hands the right to sign from one machine to another that has a journal of its own.
///
/// The node that gives it signs nothing more from then on; the one that takes it signs nothing up to the position.
public struct HandoverTicket: Hashable, Sendable {
  /// The delegate.
  public let delegate: Address
  /// The token of the next lease.
  public let token: UInt64
  /// The height of the last signature.
  public let height: UInt64
  /// The start of the round of the last signature; nil when there was none.
  public let roundStart: Timestamp?

  /// A ticket.
  public init(delegate: Address, token: UInt64, height: UInt64, roundStart: Timestamp?) {
    self.delegate = delegate
    self.token = token
    self.height = height
    self.roundStart = roundStart
  }

  /// The ticket as one word, for people to carry.
  public var text: String {
    let round = roundStart.map { "\($0.seconds).\($0.nanoseconds)" } ?? "-"
    return "\(delegate.bech32):\(token):\(height):\(round)"
  }

  /// Reads a ticket; nil when the text is none.
  public init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 4, let delegate = try? Address(bech32: String(parts[0])), let token = UInt64(parts[1]),
      let height = UInt64(parts[2])
    else { return nil }
    var roundStart: Timestamp?
    if parts[3] != "-" {
      let numbers = parts[3].split(separator: ".", omittingEmptySubsequences: false)
      guard numbers.count == 2, let seconds = Int64(numbers[0]), let nanoseconds = Int32(numbers[1]) else { return nil }
      let moment = Timestamp(seconds: seconds, nanoseconds: nanoseconds)
      guard moment.isValid else { return nil }
      roundStart = moment
    }
    self.init(delegate: delegate, token: token, height: height, roundStart: roundStart)
  }
}
