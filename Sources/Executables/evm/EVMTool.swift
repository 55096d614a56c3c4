import ArgumentParser
import EVM
import Foundation

/// The command line of the Ethereum Virtual Machine.
@main
struct EVMTool: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evm",
    abstract: "Runs, traces, benchmarks and tests Ethereum byte code.",
    discussion: """
      Every fork from Frontier to Prague is known by name: Frontier, Homestead, EIP150, EIP158, Byzantium, \
      Constantinople, ConstantinopleFix, Istanbul, Berlin, London, Paris, Shanghai, Cancun, Prague.

      Exit codes: 0 all went well, 1 an execution or a test failed, 64 the arguments make no sense, 70 something is broken.
      """,
    subcommands: [RunCommand.self, StateTestCommand.self, BenchCommand.self, DisasmCommand.self, BatchCommand.self])

  /// Runs the command that the arguments name. What is neither a failed execution nor an argument's fault ends with 70.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let fault as HostFault {
      end(fault.description)
    } catch let error as WorkloadError {
      end(error.description)
    } catch {
      exit(withError: error)
    }
  }

  private static func end(_ reason: String) -> Never {
    FileHandle.standardError.write(Data("Error: \(reason)\n".utf8))
    exit(withError: ExitCode(70))
  }
}
