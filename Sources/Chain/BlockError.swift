public import State
public import Storage

/// Why a block was not appended.
public enum BlockError: Error, Sendable {
  /// The block's fault.
  case rejected(BlockRejection)
  /// This node's fault.
  case fault(ChainFault)
}

extension BlockError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .rejected(let rejection): rejection.description
    case .fault(let fault): fault.description
    }
  }
}

/// This node cannot keep its chain: its storage failed, or does not belong to this network.
public enum ChainFault: Error, Sendable {
  /// The store failed.
  case storage(StorageFault)
  /// The state cannot be read.
  case state(StateFault)
  /// The stored blocks or their indexes cannot be read or changed.
  case blocks(StoreError)
  /// The stored chain contradicts itself.
  case corrupt(String)
  /// The data folder holds the chain of another network.
  case otherNetwork(stored: String, expected: String)
  /// The genesis state cannot be made from the genesis file and election.
  case genesis(String)
  /// The head moved between the execution of a block and its commit.
  case headMoved(height: UInt64)

  /// A stable name for metrics and logs.
  public var code: String {
    switch self {
    case .storage: "storage"
    case .state: "state"
    case .blocks(let error): error.code
    case .corrupt: "corrupt"
    case .otherNetwork: "other-network"
    case .genesis: "genesis"
    case .headMoved: "head-moved"
    }
  }
}

extension ChainFault: CustomStringConvertible {
  public var description: String {
    switch self {
    case .storage(let fault): "\(fault)"
    case .state(let fault): "\(fault)"
    case .blocks(let error): "\(error)"
    case .corrupt(let detail): "the stored chain is damaged: \(detail)"
    case .otherNetwork(let stored, let expected):
      "the data folder belongs to the network with genesis hash \(stored), not \(expected): choose another folder or the right genesis"
    case .genesis(let detail): "the genesis state cannot be made: \(detail)"
    case .headMoved(let height): "block \(height) was executed on a head that is no longer the chain's"
    }
  }
}
