/// The states of IoTeX's protocol, in order. Each begins with a fork and replaces the one before.
///
/// All forks of mainnet are known by name and height; which of them this project can run, ``Rules/of(_:)`` tells.
public enum Fork: Int, Sendable, CaseIterable, Comparable, CustomStringConvertible {
  /// Mainnet Alpha, v0.5.0 of the reference, with which mainnet began in April 2019.
  case alpha
  /// v0.6: gas of executions is charged once.
  case pacific
  /// Blooms in headers, no gas cap per action, correct log topics.
  case aleutian
  /// Precise receipt statuses, rounds from the proposal time.
  case bering
  /// Votes from the staking contract on IoTeX count too.
  case cook
  /// 5-second blocks, 30 sub-epochs, block reward 8.
  case dardanelles
  /// Correct gas for reading the staking contract.
  case daytona
  /// Probation of unproductive delegates; another state digest.
  case easter
  /// The window of the migration to native staking.
  case fbkMigration
  /// Native staking replaces voting on Ethereum.
  case fairbank
  /// The EVM follows Ethereum up to Byzantium; another storage layout.
  case greenland
  /// Block hashes and revert reasons in the EVM.
  case hawaii
  /// Istanbul, with chain id 4689.
  case iceland
  /// More receipt statuses.
  case jutland
  /// Snapshots of contracts in the right order.
  case kamchatka
  /// Contracts that snapshots had damaged are repaired.
  case lordHowe
  /// Logs are reverted and numbered; chain ids of actions are checked.
  case midway
  /// Legacy address forms end; staking by Ethereum-signed transactions.
  case newfoundland
  /// Berlin and London; accounts start at nonce 0.
  case okhotsk
  /// System actions carry no nonce.
  case palau
  /// System actions are validated; staking contracts count.
  case quebec
  /// Weights of contract staking corrected.
  case redsea
  /// Shanghai.
  case sumatra
  /// Delegates are endorsed; larger blocks.
  case tsunami
  /// Ownership of candidates moves; the second staking contract.
  case upernavik
  /// Cancun, base fee, blobs.
  case vanuatu
  /// 2.5-second blocks; the third staking contract.
  case wake
  /// Slashing; BLS keys.
  case xingu
  /// Corrections to Xingu, from the same height on mainnet.
  case xinguBeta
  /// Prague; candidates leave through an exit queue.
  case yap
  /// Corrections to Yap, from the same height on mainnet.
  case yapBeta

  /// The first mainnet height under this fork's rules; 0 for ``alpha``, whose rules make the genesis state too.
  /// Two forks may share a height; then the later one is in force. Source: blockchain/genesis/genesis.go of the reference's head.
  public var mainnetHeight: UInt64 {
    switch self {
    case .alpha: 0
    case .pacific: 432_001
    case .aleutian: 864_001
    case .bering: 1_512_001
    case .cook: 1_641_601
    case .dardanelles: 1_816_201
    case .daytona: 3_238_921
    case .easter: 4_478_761
    case .fbkMigration: 5_157_001
    case .fairbank: 5_165_641
    case .greenland: 6_544_441
    case .hawaii: 11_267_641
    case .iceland: 12_289_321
    case .jutland: 13_685_401
    case .kamchatka: 13_816_441
    case .lordHowe: 13_979_161
    case .midway: 16_509_241
    case .newfoundland: 17_662_681
    case .okhotsk: 21_542_761
    case .palau: 22_991_401
    case .quebec: 24_838_201
    case .redsea: 26_704_441
    case .sumatra: 28_516_681
    case .tsunami: 29_275_561
    case .upernavik: 31_174_201
    case .vanuatu: 33_730_921
    case .wake: 36_893_881
    case .xingu, .xinguBeta: 41_648_761
    case .yap, .yapBeta: 48_985_561
    }
  }

  /// The name people use.
  public var description: String {
    switch self {
    case .alpha: "Mainnet Alpha"
    case .pacific: "Pacific"
    case .aleutian: "Aleutian"
    case .bering: "Bering"
    case .cook: "Cook"
    case .dardanelles: "Dardanelles"
    case .daytona: "Daytona"
    case .easter: "Easter"
    case .fbkMigration: "FbkMigration"
    case .fairbank: "Fairbank"
    case .greenland: "Greenland"
    case .hawaii: "Hawaii"
    case .iceland: "Iceland"
    case .jutland: "Jutland"
    case .kamchatka: "Kamchatka"
    case .lordHowe: "LordHowe"
    case .midway: "Midway"
    case .newfoundland: "Newfoundland"
    case .okhotsk: "Okhotsk"
    case .palau: "Palau"
    case .quebec: "Quebec"
    case .redsea: "Redsea"
    case .sumatra: "Sumatra"
    case .tsunami: "Tsunami"
    case .upernavik: "Upernavik"
    case .vanuatu: "Vanuatu"
    case .wake: "Wake"
    case .xingu: "Xingu"
    case .xinguBeta: "XinguBeta"
    case .yap: "Yap"
    case .yapBeta: "YapBeta"
    }
  }

  /// Earlier forks come first.
  public static func < (left: Fork, right: Fork) -> Bool { left.rawValue < right.rawValue }
}
