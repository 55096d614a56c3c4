import ClientKit
import Primitives
import SwiftProtobuf
import WireProto

/// `ioctl watch`.
enum WatchCommand {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "watch", summary: "Follow blocks, an address, or the logs of a contract",
      inheritedFlags: node + [
        Flag("interval", nil, .number, standard: "1000", "`milliseconds` between two questions to the node"),
        Flag("count", nil, .number, "stop after this many `lines` (0: never)"),
        Flag("from", nil, .number, "begin at this `height` (0: with the next block)"),
      ],
      commands: [
        Command(
          use: "address (ALIAS|ADDRESS)", summary: "Follow the actions of an address", words: .exactly(1),
          action: { session in
            let address = try session.address(of: session.word(0))
            try await follow(session) { client, block in try await actions(session, client, block, of: address) }
          }),
        Command(
          use: "blocks", summary: "Follow the blocks", words: .exactly(0),
          action: { session in try await follow(session) { _, block in [line(session, block)] } }),
        Command(
          use: "logs (ALIAS|CONTRACT_ADDRESS)", summary: "Follow the logs of a contract", words: .exactly(1),
          action: { session in
            let contract = try session.address(of: session.word(0))
            try await follow(session) { client, block in try await logs(session, client, block, of: contract) }
          }),
      ])
  }

  /// Asks for new blocks for ever, or until enough lines are written.
  private static func follow(
    _ session: Session, _ lines: (NodeClient, Iotextypes_BlockMeta) async throws -> [String]
  ) async throws {
    let client = try session.client()
    let interval = Duration.milliseconds(Int64(clamping: max(50, session.flags.number("interval"))))
    var remaining = session.flags.number("count")
    var next = session.flags.number("from")
    if next == 0 { next = try await client.chainMeta().height &+ 1 }
    while true {
      let tip = try await client.chainMeta().height
      while next <= tip {
        for block in try await client.blocks(from: next, count: min(tip - next + 1, 100)) {
          for line in try await lines(client, block) {
            session.console.print(line)
            remaining &-= 1
            if remaining == 0 { return }
          }
          next = block.height + 1
        }
      }
      try await Task.sleep(for: interval)
    }
  }

  private static func line(_ session: Session, _ block: Iotextypes_BlockMeta) -> String {
    if case .json = session.options.format { return ChainBlockCommand.json(block).compact }
    let producer = session.settings.alias(of: block.producerAddress) ?? block.producerAddress
    return "\(block.height)  \(UTCTime.text(seconds: block.timestamp.seconds))  \(block.numActions) actions  \(producer)  \(block.hash)"
  }

  private static func allActions(_ client: NodeClient, _ block: Iotextypes_BlockMeta) async throws -> [Iotexapi_ActionInfo] {
    var actions: [Iotexapi_ActionInfo] = []
    let total = UInt64(max(0, block.numActions))
    while UInt64(actions.count) < total {
      let page = try await client.actions(
        ofBlock: block.hash, start: UInt64(actions.count), count: min(1000, total - UInt64(actions.count)))
      guard !page.isEmpty else { break }
      actions += page
    }
    return actions
  }

  private static func actions(
    _ session: Session, _ client: NodeClient, _ block: Iotextypes_BlockMeta, of address: String
  ) async throws -> [String] {
    try await allActions(client, block).map { ActionSummary($0) }.filter { $0.sender == address || $0.recipient == address }.map {
      summary in
      if case .json = session.options.format { return summary.json.compact }
      return summary.line { session.settings.alias(of: $0) ?? $0 }
    }
  }

  /// The logs of a block, found through the receipts of its executions: v0.5.0 has no question for logs.
  private static func logs(
    _ session: Session, _ client: NodeClient, _ block: Iotextypes_BlockMeta, of contract: String
  ) async throws -> [String] {
    var lines: [String] = []
    for action in try await allActions(client, block) where ActionSummary(action).kind == "execution" {
      for log in try await client.receipt(ofAction: action.actHash).logs where log.contractAddress == contract {
        if case .json = session.options.format {
          lines.append(ReceiptJSON.json(log).compact)
        } else {
          let topics = log.topics.map { Hex.encode([UInt8]($0)) }.joined(separator: " ")
          lines.append("\(block.height)  \(action.actHash)  topics [\(topics)]  data \(Hex.encode([UInt8](log.data)))")
        }
      }
    }
    return lines
  }
}
