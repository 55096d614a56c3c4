import ChainTypes
import ClientKit
import WireProto

/// `ioctl node delegate`.
enum NodeDelegateCommand {
  static let command = Command(
    use: "delegate [-e epoch-num|-n]", summary: "print consensus delegates information in certain epoch", words: .exactly(0),
    flags: [
      Flag("epoch-num", "e", .number, "specify specific epoch"),
      Flag("next-epoch", "n", .truth, "query delegate of upcoming epoch"),
    ], action: run)

  private static func run(_ session: Session) async throws {
    if session.flags.truth("next-epoch") { try await next(session) } else { try await current(session) }
  }

  private static func current(_ session: Session) async throws {
    let client = try session.client()
    var number = session.flags.number("epoch-num")
    if number == 0 { number = try await client.chainMeta().epoch.num }
    let epoch = try await client.epoch(number)
    let rows = try epoch.blockProducersInfo.map { producer in
      [
        producer.active ? "active" : "", producer.active ? String(Int64(bitPattern: producer.production)) : "",
        try DecimalAmount.iotx(fromNode: producer.votes, kind: "votes"),
      ]
    }
    let addresses = epoch.blockProducersInfo.map(\.address)
    let title =
      "Epoch: \(epoch.epochData.num),  Start block height: \(epoch.epochData.height),  Total blocks in epoch: \(epoch.totalBlocks)\n"
    session.result(
      table(title, addresses, ["Status", "Blocks", "Votes"], rows, session.settings),
      [
        "epoch": .integer(epoch.epochData.num), "startHeight": .integer(epoch.epochData.height), "totalBlocks": .integer(epoch.totalBlocks),
        "delegates": .array(epoch.blockProducersInfo.enumerated().map { json($0.offset, $0.element, session.settings) }),
      ])
  }

  private static func json(_ index: Int, _ producer: Iotexapi_BlockProducerInfo, _ settings: Settings) -> JSONValue {
    [
      "address": .string(producer.address), "rank": .integer(index + 1),
      "alias": settings.alias(of: producer.address).map { .string($0) } ?? .null,
      "active": .bool(producer.active), "production": .integer(producer.production), "votesRau": .string(producer.votes),
    ]
  }

  private static func next(_ session: Session) async throws {
    let client = try session.client()
    let number = try await client.chainMeta().epoch.num &+ 1
    guard let active = try await activeCandidates(client, number) else {
      return session.result("delegates of upcoming epoch #\(number) are not determined", ["epoch": .integer(number), "delegates": .null])
    }
    let all = try await candidates(client, "BlockProducersByEpoch", number).candidates
    let names = Set(active.candidates.map(\.address))
    let rows = all.map { [names.contains($0.address) ? "active" : "", DecimalAmount.text($0.votes, decimals: DecimalAmount.iotx)] }
    session.result(
      table("Epoch: \(number)\n", all.map(\.address), ["Status", "Votes"], rows, session.settings),
      [
        "epoch": .integer(number),
        "delegates": .array(
          all.enumerated().map { index, candidate in
            [
              "address": .string(candidate.address), "rank": .integer(index + 1), "active": .bool(names.contains(candidate.address)),
              "votesRau": .string(candidate.votes.decimal),
            ]
          }),
      ])
  }

  /// Those who will produce blocks; nil if they are not known yet.
  private static func activeCandidates(_ client: NodeClient, _ epoch: UInt64) async throws(NodeError) -> CandidateList? {
    do throws(NodeError) {
      return try await candidates(client, "ActiveBlockProducersByEpoch", epoch)
    } catch {
      guard error.code == .notFound else { throw error }
      return nil
    }
  }

  private static func candidates(_ client: NodeClient, _ method: String, _ epoch: UInt64) async throws(NodeError) -> CandidateList {
    let argument = (0..<8).map { UInt8(truncatingIfNeeded: epoch >> ($0 * 8)) }
    let data = try await client.state(ofProtocol: "poll", method: method, arguments: [argument])
    guard let list = try? CandidateList(decoding: data) else {
      throw NodeError(code: .malformedAnswer, message: "the node's list of delegates cannot be read")
    }
    return list
  }

  /// Address, rank and name in columns as wide as the original's, then further columns.
  private static func table(
    _ title: String, _ addresses: [String], _ columns: [String], _ rows: [[String]], _ settings: Settings
  ) -> String {
    let names = addresses.map { settings.alias(of: $0) ?? "" }
    let width = max(5, names.map(\.utf8.count).max() ?? 0)
    func line(_ address: String, _ rank: String, _ name: String, _ cells: [String]) -> String {
      let padded = cells.dropLast().map { GoText.padded($0, to: 6) } + cells.suffix(1)
      return ([GoText.padded(address, to: 41), rank, GoText.padded(name, to: width)] + padded).joined(separator: "   ")
    }
    let head = line("Address", "Rank", "Alias", columns)
    let body = addresses.indices.map { line(addresses[$0], GoText.rightAligned(String($0 + 1), to: 4), names[$0], rows[$0]) }
    return ([title, head] + body).joined(separator: "\n")
  }
}
