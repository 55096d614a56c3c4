public import Storage

/// A part of the state with keys of its own.
///
/// The names are consensus: the digest of a block hashes them in front of every key (golden quirk 1). They come from
/// `state/factory/factory.go` and `action/protocol/execution/evm/contract.go` of the reference.
public enum StateNamespace: UInt8, CaseIterable, Hashable, Sendable {
  /// Accounts, and every other record of the protocols: candidate lists, the rewarding fund, the current height.
  case account
  /// Nodes of the contracts' storage tries.
  case contract
  /// Contract code by its hash. Never part of the digest (golden quirk 4).
  case code
  /// Declared by the reference and unused at Mainnet Alpha.
  case candidate
  /// Preimages of hashes. The reference never records any (golden quirk 27).
  case preimage

  /// The reference's name, as it enters the digest.
  public var name: String { "\(staticName)" }

  /// The table of the store that holds the namespace, "state." and the name.
  public var table: Table {
    switch self {
    case .account: Self.accountTable
    case .contract: Self.contractTable
    case .code: Self.codeTable
    case .candidate: Self.candidateTable
    case .preimage: Self.preimageTable
    }
  }

  /// The tables of all namespaces: what a store must declare to hold a state.
  public static let tables: [Table] = allCases.map(\.table)

  /// The name as ASCII bytes that need no allocation.
  var staticName: StaticString {
    switch self {
    case .account: "Account"
    case .contract: "Contract"
    case .code: "Code"
    case .candidate: "Candidate"
    case .preimage: "Preimage"
    }
  }

  private static let accountTable = Table("state.Account")
  private static let contractTable = Table("state.Contract")
  private static let codeTable = Table("state.Code")
  private static let candidateTable = Table("state.Candidate")
  private static let preimageTable = Table("state.Preimage")
}
