import ChainSpec
import ClientKit
import Primitives
import SwiftProtobuf
import WireProto

/// `ioctl node status`.
enum NodeStatusCommand {
  static let command = Command(
    use: "status [--delegate ADDRESS] [--against ENDPOINT] [--network NAME]", summary: "Check a node: health, height, clock, schedule",
    details:
      "Check a node: health, height (also against another node), version, clock, genesis and fork schedule, and when a delegate's next\n"
      + "slot is. Exits with 1 if anything is a problem.",
    words: .exactly(0),
    flags: [
      Flag("delegate", nil, .text, "`ALIAS|ADDRESS` of a delegate whose next slot to find"),
      Flag("against", nil, .text, "`host:port` of another node to compare with"),
      Flag("network", nil, .text, "`network` or genesis file that the node should follow: mainnet, rehearsal, dev, load, or a file"),
      Flag("stats", nil, .text, "`host:port` of the node's metrics, which know its peers"),
    ], action: run)

  private static func run(_ session: Session) async throws {
    let client = try session.client()
    var report = NodeReport()
    let health = try await client.health()
    switch health {
    case .serving: report.add("health", .ok, "serving")
    case .notServing: report.add("health", .problem, "answers, but says that it does not serve")
    case .unknown: report.add("health", .note, "the node does not offer the question")
    }
    let server = try await client.serverMeta()
    report.add("version", .ok, server.packageVersion + (server.packageCommitID.isEmpty ? "" : " \(server.packageCommitID)"))
    let chain = try await client.chainMeta()
    report.add("height", .ok, "\(chain.height), epoch \(chain.epoch.num) since \(chain.epoch.height)")
    guard let tip = try await client.blocks(from: chain.height, count: 1).first else {
      report.add("chain", .problem, "no block yet")
      return try report.show(session)
    }
    let genesis = try session.flags.isGiven("network") ? NetworkChoice.genesis(session.flags.text("network")) : nil
    clock(tip, interval: genesis?.blockchain.blockInterval, &report)
    try await compare(session, client, chain, &report)
    try await identity(session, client, chain, genesis, &report)
    try peers(session, &report)
    if session.flags.isGiven("delegate") {
      let address = try session.address(of: session.flags.text("delegate"))
      try await SlotForecast(client: client, chain: chain, tip: tip, genesis: genesis).add(address, to: &report)
    }
    try report.show(session)
  }

  private static func peers(_ session: Session, _ report: inout NodeReport) throws {
    let text = session.flags.text("stats")
    guard !text.isEmpty else { return report.add("peers", .note, "the API does not tell; name the node's metrics with --stats host:port") }
    guard let endpoint = NodeEndpoint(text, isSecure: false) else { throw CommandFailure("\(GoText.quoted(text)) is no endpoint") }
    do throws(CommandFailure) {
      let count = try NodeMetrics.peerCount(endpoint)
      report.add("peers", count == 0 ? .warning : .ok, count == 0 ? "none" : "\(count)")
    } catch {
      report.add("peers", .problem, error.message)
    }
  }

  private static func clock(_ tip: Iotextypes_BlockMeta, interval: BlockDuration?, _ report: inout NodeReport) {
    let age = UTCTime.now - Double(tip.timestamp.seconds) - Double(tip.timestamp.nanos) / 1e9
    let rounded = (age * 10).rounded() / 10
    let limit = max(60, Double(interval?.nanoseconds ?? 10_000_000_000) / 1e9 * 10)
    if age < -1 {
      report.add("clock", .problem, "the tip is \(-rounded) s in the future: this machine's clock or the producers' is wrong")
    } else if age > limit {
      report.add("clock", .problem, "the tip is \(rounded) s old: the chain or the node stands still, or this machine's clock is fast")
    } else {
      report.add("clock", .ok, "the tip is \(rounded) s old")
    }
  }

  private static func compare(
    _ session: Session, _ client: NodeClient, _ chain: Iotextypes_ChainMeta, _ report: inout NodeReport
  ) async throws {
    guard session.flags.isGiven("against") else { return }
    let text = session.flags.text("against")
    guard let endpoint = NodeEndpoint(text, isSecure: client.endpoint.isSecure) else {
      throw CommandFailure("\(GoText.quoted(text)) is no endpoint")
    }
    let other = NodeClient(endpoint: endpoint, timeout: client.timeout)
    let height = try await other.chainMeta().height
    let common = min(height, chain.height)
    let ours = try await client.blocks(from: common, count: 1).first?.hash
    let theirs = try await other.blocks(from: common, count: 1).first?.hash
    if ours != theirs {
      report.add("against \(endpoint)", .problem, "another block at height \(common): \(ours ?? "none") here, \(theirs ?? "none") there")
    } else if height > chain.height + 5 {
      report.add("against \(endpoint)", .problem, "\(height - chain.height) blocks behind")
    } else {
      report.add("against \(endpoint)", .ok, "same block at \(common); heights \(chain.height) here, \(height) there")
    }
  }

  /// Compares the chain with the pin and with a genesis.
  private static func identity(
    _ session: Session, _ client: NodeClient, _ chain: Iotextypes_ChainMeta, _ genesis: Genesis?, _ report: inout NodeReport
  ) async throws {
    let first = try await ChainPin.firstBlock(client)
    if let pin = ChainPin(session.file).hash {
      report.add("chain", pin == first ? .ok : .problem, pin == first ? "the configured one" : "first block \(first), configured is \(pin)")
    } else {
      report.add("chain", .note, "first block \(first); none is configured (`ioctl config chain auto`)")
    }
    guard let genesis else { return report.add("genesis", .note, "not compared: name it with --network") }
    let epochs = try EpochArithmetic(
      numDelegates: genesis.blockchain.numDelegates, numCandidateDelegates: genesis.blockchain.numCandidateDelegates,
      numSubEpochs: genesis.blockchain.numSubEpochs)
    // The answer may be from before or after a block that begins an epoch.
    let expected = [chain.height, chain.height + 1].map { epochs.epochNumber(of: $0) }
    let starts = expected.map { epochs.startHeight(of: $0) }
    let matches = zip(expected, starts).contains { $0 == (chain.epoch.num, chain.epoch.height) }
    report.add(
      "genesis", matches ? .ok : .problem,
      matches
        ? "epochs are those of \(session.flags.text("network")), hash \(genesis.hash.hex)"
        : "at height \(chain.height) its epoch is \(expected[0]) since \(starts[0]), the node says \(chain.epoch.num) since \(chain.epoch.height)"
    )
    let schedule = Network(rawValue: session.flags.text("network"))?.forkSchedule ?? .alphaForever
    let fork = schedule.fork(at: chain.height)
    report.add(
      "fork", (try? schedule.rules(at: chain.height)) != nil ? .ok : .problem,
      "\(fork) at height \(chain.height), by this program's schedule")
  }
}
