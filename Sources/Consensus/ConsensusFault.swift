public import Chain
public import Storage

/// This node cannot take part in the consensus any more: a failure of its own, never of a message or a block.
public enum ConsensusFault: Error, Sendable {
  /// The journal's store failed. Nothing may be signed.
  case journal(StorageFault)
  /// The journal holds something that this software did not write.
  case journalCorrupt(String)
  /// The chain cannot be read or written.
  case chain(ChainFault)
  /// More than two thirds of the delegates committed a block that this node cannot append.
  case divergence(height: UInt64, reason: String)

  /// A stable name for metrics and logs.
  public var code: String {
    switch self {
    case .journal: "consensus-journal"
    case .journalCorrupt: "consensus-journal-corrupt"
    case .chain(let fault): fault.code
    case .divergence: "consensus-divergence"
    }
  }
}

extension ConsensusFault: StorageFaultConvertible {
  /// A failure of the journal's store.
  public init(_ fault: StorageFault) { self = .journal(fault) }
}

extension ConsensusFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .journal(let fault): "the consensus journal cannot be used, and nothing is signed without it: \(fault)"
    case .journalCorrupt(let what): "the consensus journal is damaged: \(what)"
    case .chain(let fault): fault.description
    case .divergence(let height, let reason):
      "the delegates agreed on a block at height \(height) that this node cannot append: \(reason)"
    }
  }
}
