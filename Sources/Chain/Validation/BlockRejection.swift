public import ChainSpec
public import Primitives
public import ProtocolKit
public import RollDPoS

/// Why a block cannot follow the chain's head. Nothing of a rejected block is kept.
public struct BlockRejection: Error, Sendable {
  /// A field of a block that is compared with what this node expects or computes.
  public enum Field: String, Sendable {
    /// The height in the header.
    case height
    /// The hash of the block below.
    case previousHash = "previous hash"
    /// The Merkle root of the actions.
    case txRoot = "transaction root"
    /// The hash of all writes that the block makes.
    case deltaStateDigest = "delta state digest"
    /// The Merkle root of the receipts.
    case receiptRoot = "receipt root"
  }

  /// The reasons.
  public enum Reason: Sendable {
    /// A field differs.
    case mismatch(Field, expected: String, actual: String)
    /// The producer did not sign this header.
    case invalidSignature(producer: String)
    /// An action must not be in this block, or cannot be executed.
    case action(index: Int, hash: Hash256, ActionRejection)
    /// The footer does not prove that the delegates committed the block.
    case footer(FooterRejection)
    /// The delegates of the block's epoch are unknown, so that its footer cannot be checked.
    case unknownDelegates(epoch: UInt64)
    /// This client does not implement the rules in force at the block's height.
    case rulesUnavailable(RulesUnavailable)
  }

  /// The height in the block's header.
  public let height: UInt64
  /// The block's hash.
  public let hash: Hash256
  /// What is wrong.
  public let reason: Reason

  /// Creates a rejection.
  public init(height: UInt64, hash: Hash256, reason: Reason) {
    self.height = height
    self.hash = hash
    self.reason = reason
  }

  /// A stable name of the reason, for programs, metrics and tests.
  public var code: String {
    switch reason {
    case .mismatch(let field, _, _): "wrong-\(field.rawValue.split(separator: " ").joined(separator: "-"))"
    case .invalidSignature: "invalid-signature"
    case .action(_, _, let rejection): "action-\(rejection.code.rawValue)"
    case .footer: "footer"
    case .unknownDelegates: "unknown-delegates"
    case .rulesUnavailable: "rules-unavailable"
    }
  }
}

extension BlockRejection: CustomStringConvertible {
  public var description: String {
    let what =
      switch reason {
      case .mismatch(let field, let expected, let actual): "its \(field.rawValue) is \(actual), expected \(expected)"
      case .invalidSignature(let producer): "its header is not signed by its producer \(producer)"
      case .action(let index, let hash, let rejection): "its action \(index) (\(hash)): \(rejection)"
      case .footer(let rejection): "\(rejection)"
      case .unknownDelegates(let epoch): "the delegates of epoch \(epoch) are unknown, so its footer cannot be checked"
      case .rulesUnavailable(let error): "\(error)"
      }
    return "block \(height) (\(hash)) is refused: \(what)"
  }
}
