import ClientKit
import WireProto

/// Waits until an action is in a block.
struct ReceiptWaiter: Sendable {
  private let client: NodeClient

  /// How long it waits at most.
  static let limit = Duration.seconds(120)
  private static let interval = Duration.milliseconds(500)

  /// A waiter at a node.
  init(_ client: NodeClient) { self.client = client }

  /// The receipt. Each question is one round trip.
  func wait(for hash: String) async throws -> Iotextypes_Receipt {
    let end = ContinuousClock.now + Self.limit
    while true {
      if let receipt = try await client.receiptIfMined(ofAction: hash) { return receipt }
      guard ContinuousClock.now < end else {
        throw CommandFailure("no receipt of \(hash) after \(Self.limit): the action may still wait, or was dropped")
      }
      try await Task.sleep(for: Self.interval)
    }
  }
}
