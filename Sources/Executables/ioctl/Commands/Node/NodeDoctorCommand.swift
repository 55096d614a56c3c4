import ChainCrypto
import ClientKit
import Glibc
import Primitives
import SwiftProtobuf
import WireProto

/// `ioctl node doctor`.
enum NodeDoctorCommand {
  static let command = Command(
    use: "doctor [--data-dir FOLDER] [--config FILE] [--ports LIST]", summary: "Check a machine before a node is started on it",
    details: "Check a machine before a node is started on it: ports, clock, disk, keys, and the configuration against the node's program.\n"
      + "Exits with 1 if anything is a problem.",
    words: .exactly(0),
    flags: [
      Flag("data-dir", nil, .text, standard: ".", "`folder` that will hold the chain"),
      Flag("config", nil, .text, "configuration `file` of the node"),
      Flag("iotexd", nil, .text, standard: "iotexd", "the node's `program`"),
      Flag("ports", nil, .text, standard: "4689,14014,8080", "ports that must be free, with commas"),
      Flag("signer", "s", .text, "account whose key the node will sign with"), Session.passwordFlag,
    ], action: run)

  private static func run(_ session: Session) async throws {
    var report = NodeReport()
    for text in session.flags.text("ports").split(separator: ",") {
      guard let port = UInt16(GoText.trimmed(String(text))) else { throw CommandFailure("\(text) is no port") }
      let code = MachineProbe.bind(port: port)
      report.add("port \(port)", code == 0 ? .ok : .problem, code == 0 ? "free" : SystemMessage.text(of: code))
    }
    clock(&report)
    disk(session.flags.text("data-dir"), &report)
    try keys(session, &report)
    configuration(session, &report)
    if !session.endpointText.isEmpty { await network(session, &report) }
    try report.show(session)
  }

  private static func clock(_ report: inout NodeReport) {
    guard let clock = MachineProbe.clock() else {
      return report.add("clock", .warning, "the system does not tell whether it is synchronised")
    }
    report.add(
      "clock", clock.isSynchronised ? .ok : .warning,
      clock.isSynchronised ? "synchronised, error at most \(clock.maximumError / 1000) ms" : "not synchronised: run an NTP client")
  }

  private static func disk(_ folder: String, _ report: inout NodeReport) {
    do {
      try PrivateFile.makeFolder(folder)
      let free = MachineProbe.freeBytes(folder)
      report.add("disk space", free < 10 << 30 ? .warning : .ok, "\(free >> 30) GiB free in \(folder)")
      let speed = try MachineProbe.syncSpeed(folder)
      report.add(
        "disk speed", speed.writes < 50 ? .problem : speed.writes < 200 ? .warning : .ok,
        "\(Int(speed.writes)) synced writes a second, \(Int(speed.megabytes)) MB/s")
    } catch {
      report.add("disk", .problem, "\(error)")
    }
  }

  private static func keys(_ session: Session, _ report: inout NodeReport) throws {
    for path in [session.file.path] + session.vault.entries().map(\.path) where MachineProbe.isReadableByOthers(path) {
      report.add("keys", .problem, "\(path) can be read by others: chmod 600")
    }
    guard session.flags.isGiven("signer") else {
      return report.add("keys", .ok, "\(session.vault.entries().count) in \(session.settings.wallet)")
    }
    let signer = session.flags.text("signer")
    let password = try session.password("Enter password #\(signer):")
    let key = try session.key(of: signer, label: signer, password: password)
    report.add("keys", .ok, "the key of \(key.publicKey.address.bech32) opens")
  }

  private static func configuration(_ session: Session, _ report: inout NodeReport) {
    guard session.flags.isGiven("config") else { return report.add("configuration", .note, "not checked: name it with --config") }
    let program = session.flags.text("iotexd")
    let status = MachineProbe.run(program, ["config", "show", "--config", session.flags.text("config")])
    switch status {
    case 0: report.add("configuration", .ok, "\(program) accepts \(session.flags.text("config"))")
    case nil, 127: report.add("configuration", .problem, "\(program) cannot be run: name it with --iotexd")
    default:
      report.add(
        "configuration", .problem,
        "\(program) refuses \(session.flags.text("config")) (exit \(status ?? -1)): \(program) config show says why")
    }
  }

  private static func network(_ session: Session, _ report: inout NodeReport) async {
    do {
      let client = try session.client()
      let chain = try await client.chainMeta()
      report.add("network", .ok, "\(client.endpoint) is at height \(chain.height)")
      guard let tip = try await client.blocks(from: chain.height, count: 1).first else { return }
      let age = UTCTime.now - Double(tip.timestamp.seconds)
      report.add("clock against network", age < -2 ? .problem : .ok, "the network's last block is \(Int(age)) s old by this clock")
    } catch let error as NodeError {
      report.add("network", .problem, error.description)
    } catch {
      report.add("network", .problem, "\(error)")
    }
  }
}
