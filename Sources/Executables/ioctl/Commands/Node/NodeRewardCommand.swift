import ClientKit

/// `ioctl node reward`.
enum NodeRewardCommand {
  static let command = Command(
    use: "reward [ALIAS|DELEGATE_ADDRESS]", summary: "Query rewards", words: .atMost(1),
    commands: [
      Command(use: "pool", summary: "Query the rewarding fund", words: .exactly(0), action: pool),
      Command(use: "unclaimed (ALIAS|DELEGATE_ADDRESS)", summary: "Query what an account may claim", words: .exactly(1), action: unclaimed),
    ],
    action: { session in
      if session.words.isEmpty { try await pool(session) } else { try await unclaimed(session) }
    })

  private static func pool(_ session: Session) async throws {
    let client = try session.client()
    let available = try await balance(client, "AvailableBalance")
    let total = try await balance(client, "TotalBalance")
    session.result(
      "Available Reward: \(available)IOTX  Total Reward: \(total)IOTX", ["available": .string(available), "total": .string(total)])
  }

  private static func unclaimed(_ session: Session) async throws {
    let address = try session.address(of: session.word(0))
    let amount = try await balance(session.client(), "UnclaimedBalance", [Array(address.utf8)])
    session.result("\(address): \(amount) IOTX", ["address": .string(address), "unclaimed": .string(amount)])
  }

  /// An amount of the rewarding protocol, in IOTX.
  private static func balance(_ client: NodeClient, _ method: String, _ arguments: [[UInt8]] = []) async throws -> String {
    let data = try await client.state(ofProtocol: "rewarding", method: method, arguments: arguments)
    return try DecimalAmount.iotx(fromNode: String(decoding: data, as: UTF8.self))
  }
}
