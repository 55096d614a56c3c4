import ClientKit
import Glibc
import Primitives
import Testing

/// What is typed on a terminal, and what becomes of the terminal and the files when the program is ended.
@Suite("ioctl on a terminal", .enabled(if: ProgramRun.path != nil, "the program ioctl was not built beside the tests"))
struct TerminalTests {
  private static let key = String(repeating: "44", count: 32)

  private static func reply(_ after: String, _ typed: String) -> ProgramRun.Reply { .init(after: after, typed: typed + "\n") }

  private static let importing = [
    reply("#fred: Enter your private key, which will not be exposed on the screen.\n", key), reply("#fred: Set password\n", "one"),
    reply("#fred: Enter password again\n", "one"),
  ]

  @Test("a key is imported with the command of later versions too")
  func importsKey() async throws {
    try await LocalNode.use { local in
      let imported = await local.type(["account", "import", "key", "fred"], Self.importing)
      #expect(imported.code == 0 && imported.output.contains("New account #fred is created."), "\(imported.errors)")
      #expect(await local.run(["account", "list"]).output.contains(" - fred\n"))
    }
  }

  @Test("a key is imported, its password changed, the key exported and deleted")
  func life() async throws {
    try await LocalNode.use { local in
      let imported = await local.type(["account", "import", "fred"], Self.importing)
      #expect(imported.code == 0 && imported.echoes == true, "\(imported.errors)")
      let updated = await local.type(
        ["account", "update", "fred"],
        [
          Self.reply("#fred: Enter current password\n", "one"), Self.reply("#fred: Enter new password\n", "two"),
          Self.reply("#fred: Enter new password again\n", "two"),
        ])
      #expect(updated.output.hasSuffix("Account #fred has been updated.\n"), "\(updated.errors)")
      let old = await local.type(["account", "export", "fred"], [Self.reply("Enter password #fred:\n", "one")])
      #expect(old.code == 1 && old.errors == "Error: could not decrypt key with given passphrase\n")
      let exported = await local.type(["account", "export", "fred"], [Self.reply("Enter password #fred:\n", "two")])
      #expect(exported.output == "Enter password #fred:\n\(Self.key)\n")
      let kept = await local.type(["account", "delete", "fred"], [Self.reply("quit for anything else.\n", "no")])
      #expect(kept.code == 0 && kept.output.hasSuffix("Quit\n"))
      let deleted = await local.type(
        ["account", "delete", "fred"],
        [Self.reply("Type 'YES' to continue, quit for anything else.\n", "YES"), Self.reply("Enter password #", "two")])
      #expect(deleted.code == 0 && deleted.output.hasSuffix("has been deleted.\n"), "\(deleted.errors)")
      #expect(!(await local.run(["account", "list"])).output.contains("fred"))
    }
  }

  @Test("a typed key is shown with its address and public key")
  func verifies() async throws {
    try await LocalNode.use { local in
      let result = await local.type(["account", "verify"], [Self.reply("Enter private key:\n", Self.key)])
      #expect(result.code == 0 && result.output.hasPrefix("Enter private key:\nAddress:\tio1"), "\(result.errors)")
      #expect(result.output.contains("\nPublic Key:\t04") && !result.output.contains(Self.key))
    }
  }

  @Test("a signal at a password prompt ends the program, and the terminal shows again what is typed", arguments: [SIGINT, SIGTERM, SIGHUP])
  func signals(number: Int32) async throws {
    try await LocalNode.use { local in
      let result = await local.type(
        ["account", "export", "rich"], [.init(after: "Enter password #rich:\n", typed: "", signal: number)])
      #expect(result.code == 128 + number)
      #expect(result.echoes == true)
      #expect(result.output == "Enter password #rich:\n")
    }
  }

  @Test("a program that is killed while it makes a key leaves whole files only")
  func killed() async throws {
    try await LocalNode.use { local in
      let folder = local.home.path + "/.config/ioctl/default"
      func create(_ name: String, killAfter: Duration?) async -> ProgramRun.Result {
        var run = ProgramRun(arguments: ["account", "createadd", name, "-P", "env:PW"], home: local.home.path)
        run.environment = LocalNode.password
        run.killAfter = killAfter
        return await run.result()
      }
      let start = ContinuousClock.now
      #expect(await create("whole", killAfter: nil).code == 0)
      let duration = ContinuousClock.now - start
      for step in 1...5 {
        // Towards the end, where the files are written.
        _ = await create("cut\(step)", killAfter: duration * (80 + 5 * step) / 100)
        let visible = HomeFolder.names(in: folder).filter { $0.hasPrefix("UTC--") }
        #expect(KeyVault(folder: folder).entries().count == visible.count)
        for name in visible { #expect(HomeFolder.mode(folder + "/" + name) == "0600") }
        let list = await local.run(["account", "list"])
        #expect(list.code == 0 && list.output.contains(" - whole\n"))
      }
    }
  }
}
