/// Ethereum's forks that changed the machine or its prices, in order.
public enum EthereumFork: String, Sendable, Hashable, CaseIterable, Comparable {
  case frontier = "Frontier"
  case homestead = "Homestead"
  /// EIP-150, Tangerine Whistle.
  case tangerineWhistle = "EIP150"
  /// EIP-158 to 161, Spurious Dragon.
  case spuriousDragon = "EIP158"
  case byzantium = "Byzantium"
  case constantinople = "Constantinople"
  /// Constantinople without EIP-1283.
  case petersburg = "ConstantinopleFix"
  case istanbul = "Istanbul"
  case berlin = "Berlin"
  case london = "London"
  /// The merge.
  case paris = "Paris"
  case shanghai = "Shanghai"
  case cancun = "Cancun"
  case prague = "Prague"

  /// The fork with this name, as the state tests and people spell it; case does not matter.
  public init?(name: String) {
    let wanted = name.lowercased()
    let aliases: [String: EthereumFork] = [
      "tangerinewhistle": .tangerineWhistle, "tangerine": .tangerineWhistle, "spuriousdragon": .spuriousDragon,
      "spurious": .spuriousDragon, "petersburg": .petersburg, "merge": .paris,
    ]
    guard let fork = EthereumFork.allCases.first(where: { $0.rawValue.lowercased() == wanted }) ?? aliases[wanted] else {
      return nil
    }
    self = fork
  }

  private var order: Int { EthereumFork.allCases.firstIndex(of: self) ?? 0 }

  /// Earlier forks come first.
  public static func < (left: EthereumFork, right: EthereumFork) -> Bool { left.order < right.order }

  /// The machine's rules under this fork.
  public var rules: EVMRules {
    switch self {
    case .frontier: .frontier
    case .homestead: .homestead
    case .tangerineWhistle: .tangerineWhistle
    case .spuriousDragon: .spuriousDragon
    case .byzantium: .byzantium
    case .constantinople: .constantinople
    case .petersburg: .petersburg
    case .istanbul: .istanbul
    case .berlin: .berlin
    case .london: .london
    case .paris: .paris
    case .shanghai: .shanghai
    case .cancun: .cancun
    case .prague: .prague
    }
  }
}
