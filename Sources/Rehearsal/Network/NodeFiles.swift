internal import ChainCrypto
internal import ChainSpec
internal import Foundation
internal import Primitives

/// The files of a rehearsal's nodes, in one folder:
///
/// ```
/// genesis.yaml
/// network.json        where the nodes listen, for `rehearse drill`
/// node-1/config.yaml  node-1/secret.yaml  node-1/log.txt  node-1/data/
/// ```
struct NodeFiles: Sendable {
  /// The rehearsal's folder.
  let directory: String

  var genesis: String { "\(directory)/genesis.yaml" }
  var network: String { "\(directory)/network.json" }

  func folder(of node: Int) -> String { "\(directory)/node-\(node)" }
  func configuration(of node: Int) -> String { "\(folder(of: node))/config.yaml" }
  func secret(of node: Int) -> String { "\(folder(of: node))/secret.yaml" }
  func log(of node: Int) -> String { "\(folder(of: node))/log.txt" }
  func data(of node: Int) -> String { "\(folder(of: node))/data" }

  /// Makes the folder of a new rehearsal and writes what its nodes need to start.
  ///
  /// - Throws: also when the folder holds a rehearsal already: its keys would be lost.
  func write(_ plan: RehearsalPlan, members: NetworkMembers, time: Int64) throws(RehearsalError) {
    guard !FileManager.default.fileExists(atPath: genesis) else {
      throw .file(path: directory, "there is a rehearsal in this folder already; name another one, or remove it")
    }
    try createFolder(directory)
    try write(members.genesis(for: plan, time: time).yaml, to: genesis)
    for (index, key) in members.delegates.enumerated() {
      let node = index + 1
      try createFolder(folder(of: node))
      try write(Self.configuration(for: plan), to: configuration(of: node))
      try write("chain:\n  producerPrivKey: \"\(Hex.encode(key.bytes))\"\n", to: secret(of: node), isSecret: true)
    }
  }

  /// Writes a file in one step: readers see the old one or the new one.
  func write(_ text: String, to path: String, isSecret: Bool = false) throws(RehearsalError) {
    let created = FileManager.default.createFile(
      atPath: "\(path).new", contents: Data(text.utf8), attributes: [.posixPermissions: isSecret ? 0o600 : 0o644])
    guard created, rename("\(path).new", path) == 0 else {
      throw .file(path: path, "it cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  private func createFolder(_ path: String) throws(RehearsalError) {
    do {
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .file(path: path, "the folder cannot be made: \(error.localizedDescription)")
    }
  }

  /// The configuration that all nodes share. Timeouts keep mainnet's proportions to the block interval.
  private static func configuration(for plan: RehearsalPlan) -> String {
    let interval = plan.blockInterval
    let fifth = interval / 5
    return """
      chain:
        id: 1
      consensus:
        scheme: ROLLDPOS
        rollDPoS:
          fsm:
            acceptBlockTTL: \(interval * 2 / 5)ms
            acceptProposalEndorsementTTL: \(fifth)ms
            acceptLockEndorsementTTL: \(fifth)ms
            commitTTL: \(fifth)ms
          toleratedOvertime: \(fifth)ms
          delay: \(interval / 2)ms
      actPool:
        maxNumActsPerPool: 200000
        maxNumActsPerAcct: 2000
        maxgaslimitperpool: 4000000000
      network:
        host: 127.0.0.1
        enableRateLimit: false
        sendsActionLists: true
        maxMessageBytes: 16777216
      blockSync:
        interval: \(min(10_000, max(500, interval)))ms
      api:
        enabled: true
        host: 127.0.0.1
        rangeQueryLimit: 1000
      system:
        httpStatsHost: 127.0.0.1
        heartbeatInterval: 1s

      """
  }
}
