import APITestSupport
import ChainCrypto
import ChainTypes
import Primitives
import Testing

/// Every command through the built program: what it does, what it refuses, and what it says when nobody answers.
@Suite("Commands of ioctl", .enabled(if: ProgramRun.path != nil, "the program ioctl was not built beside the tests"))
struct CommandTests {
  private static let address = "io1r8n7xah8cgfm0el8u3kvwzja6zrd4le2zce7sk"
  private static let wrongAddress = "io1r8n7xah8cgfm0el8u3kvwzja6zrd4le2zce7sl"
  private static let hash = String(repeating: "ab", count: 32)

  /// A command line and a part of what it writes.
  struct Case: Sendable, CustomTestStringConvertible {
    let words: [String]
    let part: String
    var testDescription: String { words.joined(separator: " ") }

    init(_ line: String, _ part: String) {
      words = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
      self.part = part
    }
  }

  static let successes = [
    Case("account actions rich", ""), Case("account balance poor", ": 0 IOTX"), Case("account create -n 2", "\"publicKey\": \"04"),
    Case("account createadd carol -P env:PW", "New account \"carol\" is created."),
    Case("account ethaddr \(address)", "0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A"), Case("account export rich -P env:PW", "e3748c11"),
    Case("account exportpublic rich -P env:PW", "04"), Case("account info rich", "key in wallet: yes"), Case("account list", " - rich"),
    Case("account nonce rich", "Nonce: 0, Pending Nonce: 1"),
    Case("account sign hello -s rich -P env:PW -o json", "\"signature\": \""),
    Case("alias import {\"aliases\":[{\"name\":\"eve\",\"address\":\"\(address)\"}]}", "1/1 aliases imported"),
    Case("alias export", "{\"name\":\"poor\",\"address\":"), Case("alias list", " - rich"),
    Case("alias remove poor", "poor is removed"), Case("alias set bob \(address)", "set"), Case("bc block", "Height: 2"),
    Case("bc block 1", "Height: 1"), Case("bc info", "height:2 "), Case("bc version", "packageVersion:"),
    Case("completion bash", "complete -F"),
    Case("completion zsh", "#compdef ioctl"), Case("completion fish", "complete -c ioctl"), Case("config chain auto", "first block: "),
    Case("config dump", "wallet: "), Case("config get endpoint", "secure connect(TLS):false"), Case("config reset", "default values"),
    Case("config set wallet /elsewhere", "wallet is set to /elsewhere"), Case("hdwallet create -P env:PW", "Mnemonic phrase: "),
    Case("help node status", "Usage:"), Case("node delegate", "active"),
    Case("node reward", "Available Reward: "), Case("node reward pool", "Available Reward: "), Case("node reward unclaimed rich", " IOTX"),
    Case("version", "Server: 127.0.0.1:"), Case("watch blocks --from 1 --count 2", "2  "),
    Case("account balance rich -o json", "\"balanceRau\": \"1"), Case("bc block -o json", "\"height\": 2"),
  ]

  @Test("do what they are for")
  func successes() async throws {
    try await LocalNode.use { local in
      for one in Self.successes {
        let result = await local.run(one.words)
        #expect(result.code == 0, "\(one.testDescription): \(result.errors)")
        #expect(result.output.contains(one.part), "\(one.testDescription): \(result.output)")
        if one.words.first == "config" || one.words.first == "alias" {
          // Put the configuration back for the next one.
          _ = await local.run(["config", "set", "wallet", local.home.path + "/.config/ioctl/default"])
          _ = await local.run(["config", "set", "endpoint", local.endpoint, "--insecure"])
          _ = await local.run(["alias", "set", "rich", local.rich])
          _ = await local.run(["alias", "set", "poor", local.node.stranger.publicKey.address.bech32])
        }
      }
    }
  }

  static let refusals = [
    Case("account actions rich x", "\"x\" is no number"), Case("account balance nosuch", "cannot find address from nosuch"),
    Case("account create -n x", "invalid argument \"x\""), Case("account createadd rich -P env:PW", "alias \"rich\" has already used"),
    Case("account createadd eve", "inappropriate ioctl for device"), Case("account delete nosuch", "cannot find address"),
    Case("account ethaddr zz", "invalid input"), Case("account export rich -P env:NOSUCH", "no environment variable NOSUCH"),
    Case("account export rich -P secret", "--password says where"), Case("account exportpublic rich -P pass:x", "could not decrypt key"),
    Case("account import rich", "has already used"), Case("account import key rich", "has already used"),
    Case("account import keystore eve /nosuch -P env:PW", "no such file"), Case("account info \(wrongAddress)", "invalid IoTeX address"),
    Case("account list x", "accepts 0 arg(s)"), Case("account nonce nosuch", "cannot find address"),
    Case("account nosuch", "unknown command"),
    Case("account sign hello", "required flag(s) \"signer\" not set"), Case("account update nosuch", "cannot find address"),
    Case("account verify rich hello 00", "65 bytes"), Case("action claim x -s rich", "failed to convert string into big int"),
    Case("action decode zz", "an action is given by"), Case("action deploy -s rich -l 1 -b 0", "odd length hex string"),
    Case("action deposit 1.2.3 -s rich", "failed to convert"), Case("action hash", "requires at least 1 arg(s)"),
    Case("action hash \(hash)", "there is no action"), Case("action invoke rich -s rich -l 1", "\"bytecode\" not set"),
    Case("account verify rich hello", "accepts 0 or 3 arg(s)"),
    Case("action read rich -b zz", "invalid byte"), Case("action sendraw 00 -y", "these bytes are no action"),
    Case("action transfer \(wrongAddress) 1 -s rich", "invalid IoTeX address"),
    Case("action transfer poor 1 -s nosuch", "cannot find address"),
    Case("action transfer poor 1 -s rich -P pass:no -y", "could not decrypt key"),
    Case("action transfer rich 1 -s poor -P env:PW -y", "the signer has 0 IOTX"),
    Case("action transfer poor 99999999999 -s rich -P env:PW -y", "amount and highest fee are"),
    Case("action transfer poor 1 -s rich -P env:PW -y -l 9999", "below the 10000 that this action needs"),
    Case("action transfer poor 1 -s rich -P env:PW --non-interactive", "--non-interactive forbids"),
    Case("alias export -f xml", "invalid flag xml"), Case("alias import {oops", "invalid character 'o'"),
    Case("alias import {\"aliases\":[{\"name\":\"e\",\"address\":\"x\"}]}", "invalid IoTeX address"),
    Case("alias list x", "accepts 0 arg(s)"),
    Case("alias remove", "accepts 1 arg(s)"), Case("alias set eve io1bad", "invalid IoTeX address"), Case("bc block 0", "not positive"),
    Case("bc block 99", "is after the last block"), Case("bc info x", "accepts 0 arg(s)"), Case("bc version x", "accepts 0 arg(s)"),
    Case("completion tcsh", "invalid argument"), Case("config chain abc", "64 hexadecimal digits"),
    Case("config dump x", "accepts 0 arg(s)"),
    Case("config get explorer", "invalid argument"), Case("config reset x", "accepts 0 arg(s)"),
    Case("config set endpoint a:b:c/d", "is no endpoint"),
    Case("contract deploy bin /nosuch -s rich", "no such file"), Case("contract deploy bytecode xyz -s rich", "not hexadecimal"),
    Case("contract invoke bytecode rich xyz -s rich", "not hexadecimal"),
    Case("contract invoke function rich /nosuch f -s rich", "no such file"), Case("contract test bytecode rich xyz", "not hexadecimal"),
    Case("contract test function rich /nosuch f", "no such file"), Case("hdwallet create -P env:PW --words 13", "13 words"),
    Case("hdwallet delete -y", "there is no hierarchical wallet"), Case("hdwallet derive 0/0", "a path is three numbers"),
    Case("hdwallet export -P env:PW", "there is no hierarchical wallet"), Case("hdwallet import --mnemonic env:PW -P env:PW", "1 words"),
    Case("help nosuch", "Unknown help topic"), Case("manual /dev/null/x", "not a directory"),
    Case("node delegate -e x", "invalid argument"),
    Case("node doctor --ports x", "x is no port"), Case("node reward nosuch", "cannot find address"),
    Case("node reward pool x", "accepts 0 arg(s)"), Case("node reward unclaimed nosuch", "cannot find address"),
    Case("node status --network nosuch", "no such file"), Case("nosuch", "unknown command"),
    Case("update -t nightly", "invalid flag nightly"),
    Case("update", "does not replace itself"), Case("version x", "accepts 0 arg(s)"), Case("watch address nosuch", "cannot find address"),
    Case("watch blocks --from x", "invalid argument \"x\""),
    Case("watch logs nosuch", "cannot find address"), Case("xrc20 totalSupply", "\"contract-address\" not set"),
    Case("xrc20 balanceOf rich -c poor", "it is no contract"), Case("xrc20 allowance rich -c poor -s nosuch", "cannot find address"),
    Case("xrc20 approve rich 1 -c poor -s rich", "it is no contract"),
    Case("xrc20 transfer rich x -c nosuch -s rich", "cannot find address"),
    Case("xrc20 transferFrom rich poor -c poor -s rich", "accepts 3 arg(s)"), Case("bc info -o xml", "unknown output format"),
  ]

  @Test("refuse what they cannot do, with exit code 1 and the reason")
  func refusals() async throws {
    try await LocalNode.use { local in
      for one in Self.refusals {
        let result = await local.run(one.words)
        #expect(result.code == 1, "\(one.testDescription): \(result.output)")
        #expect(result.errors.contains(one.part), "\(one.testDescription): \(result.errors)")
      }
      #expect(local.node.broadcast.actions.isEmpty)
    }
  }

  static let questions = [
    "account actions rich", "account balance rich", "account info rich", "account nonce rich", "action claim 1 -s rich",
    "action decode \(hash)", "action deploy -s rich -l 1 -b 00", "action deposit 1 -s rich", "action hash \(hash)",
    "action invoke rich -s rich -l 1 -b 00", "action read rich -b 00", "action transfer poor 1 -s rich", "bc block", "bc block 1",
    "bc info",
    "bc version", "config chain auto", "contract deploy bytecode 00 -s rich", "contract invoke bytecode rich 00 -s rich",
    "contract deploy bin TOKEN.bin -s rich", "contract invoke function rich TOKEN.abi totalSupply -s rich",
    "contract test bytecode rich 00", "contract test function rich TOKEN.abi totalSupply", "action sendraw RAW -y",
    "node delegate", "node delegate -n", "node reward", "node reward pool", "node reward unclaimed rich", "node status",
    "version",
    "watch address rich", "watch blocks", "watch logs rich", "xrc20 allowance rich -c poor -s rich", "xrc20 approve rich 1 -c poor -s rich",
    "xrc20 balanceOf rich -c poor", "xrc20 totalSupply -c poor", "xrc20 transfer rich 1 -c poor -s rich",
    "xrc20 transferFrom rich poor 1 -c poor -s rich", "action transfer poor 1 -s rich -n 7 -P env:PW -y",
  ]

  @Test("say at once when the endpoint is down")
  func endpointDown() async throws {
    try await LocalNode.use { local in
      let token = try local.tokenFiles()
      let raw = Hex.encode(local.node.transfer(nonce: 1, amount: 5).encoded)
      for line in Self.questions {
        let words = line.split(separator: " ").map {
          $0 == "RAW" ? raw : $0.hasPrefix("TOKEN") ? token + $0.dropFirst(5) : String($0)
        }
        let result = await local.run(words + ["--endpoint", "127.0.0.1:1"])
        #expect(result.code == 1, "\(line)")
        #expect(result.errors.hasSuffix("Error: cannot reach 127.0.0.1:1: connection refused\n"), "\(line): \(result.errors)")
      }
      let json = await local.run(["bc", "info", "--endpoint", "127.0.0.1:1", "-o", "json"])
      #expect(json.output.isEmpty && json.errors.contains("\"message\": \"cannot reach 127.0.0.1:1: connection refused\""))
      let doctor = await local.run(["node", "doctor", "--ports", "", "--data-dir", local.home.path, "--endpoint", "127.0.0.1:1"])
      #expect(doctor.code == 1 && doctor.output.contains("cannot reach 127.0.0.1:1: connection refused"))
    }
  }

  /// Commands that ask no node. Their tests are the successes here and in the other suites.
  static let withoutNode: Set<String> = [
    "account create", "account createadd", "account delete", "account ethaddr", "account export", "account exportpublic",
    "account import", "account import key", "account import keystore", "account list", "account sign", "account update",
    "account verify", "alias export", "alias import", "alias list", "alias remove", "alias set", "completion", "config dump",
    "config get", "config reset", "config set", "hdwallet create", "hdwallet delete", "hdwallet derive", "hdwallet export",
    "hdwallet import", "help", "manual", "update",
  ]
  /// Commands whose success takes more than one line: the other suites have them.
  static let successesElsewhere: Set<String> = [
    "account delete", "account import", "account import key", "account import keystore", "account update", "account verify",
    "action claim", "action decode", "action deploy", "action deposit", "action hash", "action invoke", "action read",
    "action sendraw", "action transfer", "contract deploy bin", "contract deploy bytecode", "contract invoke bytecode",
    "contract invoke function", "contract test bytecode", "contract test function", "hdwallet delete", "hdwallet derive",
    "hdwallet export", "hdwallet import", "manual", "node doctor", "node status", "watch address", "watch logs", "xrc20 allowance",
    "xrc20 approve", "xrc20 balanceOf", "xrc20 totalSupply", "xrc20 transfer", "xrc20 transferFrom",
    // It has none: it says why, and what to do instead.
    "update",
  ]

  @Test("are all tested: for success, for bad input, and for an endpoint that is down")
  func complete() async throws {
    let home = try HomeFolder()
    let written = await ProgramRun(arguments: ["manual", home.path + "/man"], home: home.path).result()
    #expect(written.code == 0)
    let commands = try HomeFolder.names(in: home.path + "/man").filter {
      // Groups have no synopsis of their own.
      try GoldenFile.text(home.path + "/man/" + $0).contains(" [flags]\n")
    }.map { $0.dropLast(2).split(separator: "-").dropFirst().joined(separator: " ") }
    #expect(commands.count > 60)
    func has(_ lines: [String], _ command: String) -> Bool { lines.contains { $0 == command || $0.hasPrefix(command + " ") } }
    for command in commands {
      #expect(Self.successesElsewhere.contains(command) || has(Self.successes.map(\.testDescription), command), "\(command)")
      #expect(has(Self.refusals.map(\.testDescription), command), "\(command)")
      #expect(Self.withoutNode.contains(command) || command == "node doctor" || has(Self.questions, command), "\(command)")
    }
  }

  @Test("that ask no node do not need one")
  func withoutEndpoint() async throws {
    try await LocalNode.use { local in
      _ = await local.run(["config", "set", "endpoint", "127.0.0.1:1", "--insecure"])
      for one in Self.successes where Self.withoutNode.contains(where: { one.testDescription.hasPrefix($0) }) {
        // These change what the others look at.
        if ["config reset", "config set", "alias remove"].contains(where: one.testDescription.hasPrefix) { continue }
        let result = await local.run(one.words)
        #expect(result.code == 0 && !result.output.isEmpty, "\(one.testDescription): \(result.errors)")
      }
    }
  }
}
