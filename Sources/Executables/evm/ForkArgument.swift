import ArgumentParser
import EVM

/// Forks on the command line.
enum ForkArgument {
  /// The fork with a name, whatever the case.
  static func parse(_ name: String) throws -> EthereumFork {
    guard let fork = EthereumFork(name: name) else {
      let known = EthereumFork.allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("there is no fork '\(name)'; the forks are \(known)")
    }
    return fork
  }
}
