internal import ArgumentParser
internal import ChainSpec
internal import Foundation
internal import Rehearsal

/// `rehearse load`
struct Load: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Submits transfers to a gRPC endpoint at a steady rate, and accounts for every one of them.",
    discussion: """
      The endpoint may be this client's or the reference's. New accounts are funded first, from the account whose private key \
      is in the file given with --key-file (64 hexadecimal digits) or in the environment variable REHEARSE_KEY; without either \
      it is the public key of the network 'dev'.

      Example:
        rehearse load --endpoint 127.0.0.1:14014 --rate 100 --duration 5m --key-file funder.key
      """)

  @Option(help: "Host and port of the gRPC API.")
  var endpoint: String

  @Option(help: "How many actions to submit per second.")
  var rate = 30.0

  @Option(help: "How long the load lasts: 60s, 10m, 2h.")
  var duration = DurationArgument(seconds: 60)

  @Option(help: "How many accounts send.")
  var accounts = 64

  @Option(help: "The file with the funding account's private key.")
  var keyFile: String?

  @Option(help: "How to print the result: text or json.")
  var output: OutputFormat = .text

  func run() async throws {
    guard let split = endpoint.lastIndex(of: ":"), let port = UInt16(endpoint[endpoint.index(after: split)...]) else {
      throw ValidationError("--endpoint takes host:port, for example 127.0.0.1:14014; '\(endpoint)' is neither")
    }
    var load = EndpointLoad(host: String(endpoint[..<split]), port: Int(port), funder: try .init(hex: try key()))
    load.rate = rate
    load.duration = duration.seconds
    load.accounts = accounts
    let finished = load
    let report = try await Interruption.cancelling {
      try await finished.run { text in
        if Terminal.isInteractive { Terminal.note(text) }
      }
    }
    switch output {
    case .json:
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      Terminal.say(String(decoding: try encoder.encode(report), as: UTF8.self))
    case .text:
      Terminal.say("finalized actions/s       \(report.finalizedTPS)")
      if let latency = report.latency {
        Terminal.say(
          String(format: "submission to finality    p50 %.1f ms, p95 %.1f ms, p99 %.1f ms", latency.p50, latency.p95, latency.p99))
      }
      let actions = report.actions
      Terminal.say(
        "actions                   \(actions.submitted) submitted: \(actions.mined) mined, \(actions.refused) refused, \(actions.pending) pending"
      )
      for (reason, count) in actions.refusals.sorted(by: { $0.key < $1.key }) {
        Terminal.say("  refused                 \(count)× \(reason)")
      }
    }
    if report.actions.pending > 0 { throw ExitCode.failure }
  }

  private func key() throws -> String {
    if let keyFile {
      do {
        return try String(contentsOfFile: keyFile, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
      } catch {
        throw ValidationError("the key file \(keyFile) cannot be read: \(error.localizedDescription)")
      }
    }
    return ProcessInfo.processInfo.environment["REHEARSE_KEY"] ?? DevelopmentKey.privateKey
  }
}
