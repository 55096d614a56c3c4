public import Chain
public import ChainSpec
public import ProtocolKit
public import Storage

/// Why a node, or one of its tools, cannot do its work.
public enum NodeError: Error, Sendable {
  /// The configuration is wrong.
  case configuration(ConfigurationError)
  /// The genesis file cannot be read.
  case genesisFile(String, String)
  /// The genesis file is wrong.
  case genesis(String, GenesisError)
  /// The election file cannot be used.
  case election(ElectionFileError)
  /// The network's protocols cannot be set up.
  case protocols(ActionRejection)
  /// The data directory cannot be made.
  case dataDirectory(String, String)
  /// The store cannot be opened or used.
  case storage(StorageFault)
  /// The chain cannot be opened or used.
  case chain(ChainFault)
  /// A file of blocks cannot be read or written.
  case archive(ArchiveError)
  /// An import ended early.
  case importing(ImportError)
  /// What was asked for is not there.
  case notFound(String)
  /// What was asked for makes no sense.
  case usage(String)
  /// The stored chain is not what it should be.
  case verification(String)
}

extension NodeError: CustomStringConvertible {
  /// What went wrong, where, and what to do about it.
  public var description: String {
    switch self {
    case .configuration(let error): error.description
    case .genesisFile(let path, let cause): "the genesis file \(path) cannot be read: \(cause)"
    case .genesis(let path, let error): "the genesis file \(path) is wrong: \(error)"
    case .election(let error): error.description
    case .protocols(let rejection): rejection.detail
    case .dataDirectory(let path, let cause): "the data directory \(path) cannot be made: \(cause) (choose another with --data-dir)"
    case .storage(let fault): fault.description
    case .chain(let fault): fault.description
    case .archive(let error): error.description
    case .importing(let error): error.description
    case .notFound(let what), .usage(let what), .verification(let what): what
    }
  }
}
