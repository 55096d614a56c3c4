import Glibc

/// The command-line client: a wallet, and questions to a node.
@main
struct Ioctl {
  static func main() async {
    let loaded: Result<SettingsFile, CommandFailure>
    do throws(CommandFailure) {
      loaded = .success(try SettingsFile.load())
    } catch {
      loaded = .failure(error)
    }
    let program = Program(loaded: loaded)
    exit(await program.run(Array(CommandLine.arguments.dropFirst())))
  }
}
