public import ChainSpec
internal import ChainTypes
public import Primitives
public import ProtocolKit
public import State
public import Storage

/// The chain at one moment: its blocks and its state, consistent with each other.
///
/// Used by one thread at a time. Keep it no longer than needed: the store cannot reuse the space of what changed since.
public struct ChainView {
  /// What the view reads from.
  public let reader: any KeyValueReader
  /// The network, its rules and this node's settings.
  public let parameters: ChainParameters
  /// The last block at this moment.
  public let head: ChainHead
  /// The stored blocks, receipts and indexes.
  public let blocks: BlockReader

  init(reader: any KeyValueReader, parameters: ChainParameters) throws(ChainFault) {
    self.reader = reader
    self.parameters = parameters
    blocks = BlockReader(reader)
    head = try blocks.head() ?? parameters.genesisHead
  }

  /// The state after `head`. Writes to it go nowhere.
  public func state() -> WorkingSet { WorkingSet(over: reader) }

  /// The blocks up to `head`.
  public var history: StoredHistory { StoredHistory(reader: reader, tip: head) }

  /// The account at an address; an empty one when there is none.
  public func account(_ address: Address) throws(StateFault) -> Account {
    try state().account(address) ?? Account()
  }

  /// The context in which an action of the next block is validated before a block exists.
  public func nextBlockValidation() throws(RulesUnavailable) -> ValidationContext {
    ValidationContext(
      height: head.height + 1, producer: nil, rules: try parameters.schedule.rules(at: head.height + 1), epochs: parameters.epochs,
      history: history)
  }
}
