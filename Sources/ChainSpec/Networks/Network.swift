/// The networks this project knows by name.
public enum Network: String, Sendable, CaseIterable {
  /// Mainnet as launched in April 2019. Its blocks can be run up to the first fork that is not implemented.
  case mainnet
  /// The second rehearsal of mainnet, April 2019, in which mainnet's parameters were tried.
  case rehearsal
  /// One's own machine: one producer, a block every 2 seconds, and an account with money whose key everybody knows
  /// (``DevelopmentKey``).
  case dev
  /// Load tests: 4 delegates with published keys, a block every 5 seconds, room for 20,000 transfers in each.
  case load

  /// What its nodes agree on before the first block.
  public var genesis: Genesis {
    switch self {
    case .mainnet: .mainnet
    case .rehearsal: .rehearsal
    case .dev: .dev
    case .load: .load
    }
  }

  /// Its forks.
  public var forkSchedule: ForkSchedule {
    switch self {
    case .mainnet: .mainnet
    case .rehearsal, .dev, .load: .alphaForever
    }
  }
}
