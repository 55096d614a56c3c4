import APITestSupport
import ChainCrypto
import ChainTypes
import ClientKit
import Primitives
import TestSupport
import Testing

/// What changes the chain, through the built program and a node that makes blocks.
@Suite("Sending with ioctl", .enabled(if: ProgramRun.path != nil, "the program ioctl was not built beside the tests"))
struct SendingTests {
  private static let signing = ["-s", "rich", "-P", "env:PW", "-y"]

  @Test("a transfer shows what it will do, waits for its receipt, and is there")
  func transfer() async throws {
    try await LocalNode.use { local in
      let result = try await local.runMining(["action", "transfer", "poor", "1.5", "hello", "-w"] + Self.signing)
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.errors.contains("About to transfer 1.5 IOTX to poor (\(local.node.stranger.publicKey.address.bech32))"))
      #expect(result.errors.contains("at most 0.0105 IOTX (10500 gas at 1 Qev)"))
      #expect(result.output.contains("status: 1 (Success)"))
      let hash = try #require(result.output.split(separator: "\n").last).description
      #expect(await local.run(["account", "balance", "poor"]).output.hasSuffix(": 1.5 IOTX\n"))
      #expect(await local.run(["action", "hash", hash]).output.contains("payload: hello"))
      #expect(await local.run(["account", "actions", "poor"]).output.contains("transfer 1.5 IOTX from rich to poor"))
      #expect(await local.run(["action", "decode", hash]).output.contains("signature: valid"))
      #expect(await local.run(["watch", "address", "poor", "--from", "1", "--count", "1"]).output.contains(hash))
    }
  }

  @Test("without --wait the last line is the hash, and JSON stands alone on standard output")
  func hashes() async throws {
    try await LocalNode.use { local in
      let text = await local.run(["action", "transfer", "poor", "1"] + Self.signing)
      #expect(text.code == 0 && text.output.split(separator: "\n").last?.count == 64)
      let json = await local.run(["action", "deposit", "1", "-o", "json"] + Self.signing)
      let value = try JSONParser.parse(json.output)
      #expect(value["sent"]?.isTrue == true && value["hash"]?.text?.count == 64)
      let quiet = await local.run(["action", "claim", "1", "-q"] + Self.signing)
      #expect(quiet.output.count == 65 && quiet.errors.isEmpty)
      #expect(local.node.broadcast.actions.map(\.envelope.nonce) == [1, 2, 3])
      try local.node.mint(blocks: 1)
      let mined = await local.run(["action", "hash", quiet.output.dropLast().description])
      #expect(mined.output.contains("claimFromRewardingFund: <") && mined.output.contains("status: 1 (Success)"))
    }
  }

  @Test("a gap in the nonces is said, and a used nonce is refused")
  func nonces() async throws {
    try await LocalNode.use { local in
      let gap = await local.run(["action", "transfer", "poor", "1", "-n", "9"] + Self.signing)
      #expect(gap.errors.contains("Warning: the nonce 9 leaves a gap: the action waits until 1 and those between are sent."))
      _ = try await local.runMining(["action", "transfer", "poor", "1", "-w"] + Self.signing)
      let used = await local.run(["action", "transfer", "poor", "1", "-n", "1"] + Self.signing)
      #expect(used.code == 1 && used.errors.contains("the nonce 1 is used: the signer's next one is 2"))
    }
  }

  @Test("nothing is sent to another chain than the configured one")
  func otherChain() async throws {
    try await LocalNode.use { local in
      _ = await local.run(["config", "chain", String(repeating: "00", count: 32)])
      let result = await local.run(["action", "transfer", "poor", "1"] + Self.signing)
      #expect(result.code == 1 && result.errors.contains("serves another chain"))
      // In a run as the original has it, too, before the password is asked for.
      let plain = await local.type(["action", "transfer", "poor", "1", "-s", "rich"], [])
      #expect(plain.code == 1 && plain.output.isEmpty && plain.errors.contains("serves another chain"))
      #expect(local.node.broadcast.actions.isEmpty)
      let status = await local.run(["node", "status"])
      #expect(status.code == 1 && status.output.contains("PROBLEM  chain"))
    }
  }

  @Test("a signed action is sent as it is")
  func raw() async throws {
    try await LocalNode.use { local in
      let digits = Hex.encode(local.node.transfer(nonce: 1, amount: 5).encoded)
      let result = try await local.runMining(["action", "sendraw", digits, "-y", "-w"])
      #expect(result.code == 0 && result.output.contains("status: 1 (Success)"))
      #expect(await local.run(["action", "decode", digits]).output.contains("nonce: 1"))
    }
  }

  @Test("a token is deployed from its ABI and byte code, asked, moved, approved and watched")
  func token() async throws {
    try await LocalNode.use { local in
      let token = try local.tokenFiles()
      let (code, abi) = (token + ".bin", token + ".abi")
      let supply = "[\"1000000000000000000000\"]"
      let deployed = try await local.runMining(
        ["contract", "deploy", "bin", code, abi, "--with-arguments", supply, "-w", "-o", "json"] + Self.signing)
      #expect(deployed.code == 0, "\(deployed.errors)")
      let contract = try #require(try JSONParser.parse(deployed.output)["receipt"]?["contractAddress"]?.text)
      #expect(await local.run(["xrc20", "balanceOf", "rich", "-c", contract]).output.hasSuffix("Amount: 1000 WALK\n"))
      #expect(await local.run(["xrc20", "totalSupply", "-c", contract]).output.contains("Output in decimal: 1000000000000000000000"))
      #expect(await local.run(["contract", "test", "function", contract, abi, "symbol"]).output == "return: WALK\n")
      let moved = try await local.runMining(["xrc20", "transfer", "poor", "2.5", "-c", contract, "-w"] + Self.signing)
      #expect(moved.code == 0 && moved.errors.contains("call transfer(recipient: "))
      _ = try await local.runMining(["xrc20", "approve", "rich", "7", "-c", contract, "-w"] + Self.signing)
      #expect(await local.run(["xrc20", "allowance", "rich", "-s", "rich", "-c", contract]).output.hasSuffix("Amount: 7 WALK\n"))
      let from = try await local.runMining(["xrc20", "transferFrom", "rich", "poor", "1", "-c", contract, "-w"] + Self.signing)
      #expect(from.code == 0)
      let arguments = "{\"recipient\":\"poor\",\"amount\":1}"
      let invoked = try await local.runMining(
        ["contract", "invoke", "function", contract, abi, "transfer", "--with-arguments", arguments, "-w"] + Self.signing)
      #expect(invoked.code == 0, "\(invoked.errors)")
      #expect(await local.run(["xrc20", "balanceOf", "poor", "-c", contract]).output.contains("Output in decimal: 3500000000000000001\n"))
      let log = await local.run(["watch", "logs", contract, "--from", "1", "--count", "1"]).output
      // 2.5 tokens in the data of the event. (Topics are repeated by the chain's rules of that time.)
      #expect(log.hasSuffix("data 00000000000000000000000000000000000000000000000022b1c8c1227a0000\n"), "\(log)")
      let read = await local.run(["action", "read", contract, "-b", Hex.encode(XRC20.totalSupply.selector)])
      #expect(read.output.hasSuffix("3635c9adc5dea00000\n"))
      let tooMuch = await local.run([
        "contract", "test", "function", contract, abi, "transfer", "--with-arguments",
        "[\"poor\",\"1\(String(repeating: "0", count: 30))\"]",
      ])
      #expect(tooMuch.code == 1 && tooMuch.errors.contains("the call fails"))
    }
  }

  @Test("keys go out and come back, and messages are signed and verified")
  func keys() async throws {
    try await LocalNode.use { local in
      for preamble in ["ethereum", "iotex"] {
        let signed = await local.run(["account", "sign", "hello", "-s", "rich", "-P", "env:PW", "--preamble", preamble])
        let signature = signed.output.prefix(130).description
        #expect(signed.code == 0 && signed.output == signature + "\n")
        let verified = await local.run(["account", "verify", "rich", "hello", signature])
        #expect(verified.output == "valid: signed by \(local.rich) with the preamble \(preamble)\n")
        #expect(await local.run(["account", "verify", "rich", "hullo", signature]).code == 1)
      }
      let entry = try #require(
        KeyVault(folder: local.home.path + "/.config/ioctl/default").entries().first { $0.address.bech32 == local.rich })
      let copy = local.home.path + "/copy.json"
      try PrivateFile.write(PrivateFile.read(entry.path), to: copy)
      _ = await local.run(["config", "set", "wallet", local.home.path + "/other"])
      let imported = await local.run(["account", "import", "keystore", "again", copy, "-P", "env:PW"])
      #expect(imported.code == 0, "\(imported.errors)")
      #expect(await local.run(["account", "export", "again", "-P", "env:PW"]).output.hasPrefix("e3748c11"))
    }
  }

  @Test("byte code is deployed, called and tested without an interface")
  func bytecode() async throws {
    try await LocalNode.use { local in
      // Returns 42 for every call.
      let code = "600a600c600039600a6000f3602a60005260206000f3"
      let deployed = try await local.runMining(["contract", "deploy", "bytecode", code, "-w", "-o", "json"] + Self.signing)
      let contract = try #require(try JSONParser.parse(deployed.output)["receipt"]?["contractAddress"]?.text)
      #expect(await local.run(["contract", "test", "bytecode", contract, "00"]).output.hasSuffix("2a\n"))
      let invoked = try await local.runMining(["contract", "invoke", "bytecode", contract, "00", "-w"] + Self.signing)
      #expect(invoked.code == 0 && invoked.output.contains("status: 1 (Success)"))
      // The same with the commands of v0.5.0.
      let second = try await local.runMining(["action", "deploy", "-b", code, "-l", "1000000", "-w", "-o", "json"] + Self.signing)
      let address = try #require(try JSONParser.parse(second.output)["receipt"]?["contractAddress"]?.text)
      #expect(address != contract)
      let called = try await local.runMining(["action", "invoke", address, "-b", "00", "-l", "1000000", "-w"] + Self.signing)
      #expect(called.code == 0 && called.output.contains("status: 1 (Success)"))
    }
  }

  @Test("a node is judged: its genesis is the right one, its tip is old, it is not ready, and its metrics are not there")
  func status() async throws {
    try await LocalNode.use { local in
      let words = ["node", "status", "--network", "dev", "--delegate", "rich", "--against", local.endpoint, "--stats", "127.0.0.1:1"]
      let result = await local.run(words)
      #expect(result.code == 1 && result.errors == "Error: 3 problems found\n", "\(result.errors)")
      for part in ["PROBLEM  health", "ok       genesis", "PROBLEM  clock", "PROBLEM  peers", "ok       against", "ok       schedule"] {
        #expect(result.output.contains(part), "\(part) in \(result.output)")
      }
    }
  }

  @Test("a machine is judged before a node is started on it")
  func doctor() async throws {
    try await LocalNode.use { local in
      let port = String(local.endpoint.split(separator: ":").last ?? "")
      let words = ["node", "doctor", "--ports", port, "--data-dir", local.home.path, "-s", "rich", "-P", "env:PW", "--config", "/nosuch"]
      let result = await local.run(words + ["--iotexd", "/bin/false"])
      #expect(result.code == 1)
      for part in [
        "PROBLEM  port \(port)", "address already in use", "disk speed", "the key of \(local.rich) opens", "/bin/false refuses /nosuch",
      ] {
        #expect(result.output.contains(part), "\(part) in \(result.output)")
      }
    }
  }

  @Test("manual pages are written, one for each command")
  func manual() async throws {
    let home = try HomeFolder()
    let result = await ProgramRun(arguments: ["manual", home.path + "/man"], home: home.path).result()
    #expect(result.code == 0)
    #expect(HomeFolder.mode(home.path + "/man") == "0755" && HomeFolder.mode(home.path + "/man/ioctl.1") == "0644")
    let page = try GoldenFile.text(home.path + "/man/ioctl-action-transfer.1")
    #expect(page.hasPrefix(".TH \"IOCTL-ACTION-TRANSFER\" \"1\"") && page.contains(".SH SYNOPSIS"))
  }

  @Test("a hierarchical wallet is imported, derived from, exported and deleted")
  func hierarchical() async throws {
    let home = try HomeFolder()
    func run(_ words: [String]) async -> ProgramRun.Result {
      await ProgramRun(arguments: words, home: home.path, environment: ["PW": "pw", "WORDS": Self.words]).result()
    }
    #expect(await run(["hdwallet", "import", "--mnemonic", "env:WORDS", "-P", "env:PW"]).code == 0)
    #expect(HomeFolder.mode(home.path + "/.config/ioctl/default/hdwallet") == "0600")
    #expect(await run(["hdwallet", "export", "-P", "env:PW"]).output == "Mnemonic phrase: \(Self.words)\n")
    let derived = await run(["hdwallet", "derive", "0/0/0", "--add", "first", "-P", "env:PW"])
    #expect(derived.output.contains("path: m/44'/304'/0'/0/0"))
    #expect(await run(["account", "list"]).output.contains(" - first"))
    #expect(await run(["hdwallet", "export", "-P", "pass:no"]).errors.contains("could not decrypt key"))
    #expect(await run(["hdwallet", "delete", "-y"]).code == 0)
    #expect(await run(["hdwallet", "export", "-P", "env:PW"]).code == 1)
  }

  private static let words = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about"
}
