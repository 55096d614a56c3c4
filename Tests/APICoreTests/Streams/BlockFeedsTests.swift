import APITestSupport
import Chain
import ChainTypes
import Testing

@testable import APICore

/// Following new blocks.
@Suite("A block feed")
struct BlockFeedsTests {
  private func node(limit: Int = 4, buffer: Int = 3) throws -> TestNode {
    var configuration = APIConfiguration()
    configuration.subscriberLimit = limit
    configuration.subscriberBuffer = buffer
    return try TestNode(configuration: configuration)
  }

  /// Reads a feed to its end.
  private func readAll(_ feed: BlockFeeds.Feed) async -> (heights: [UInt64], error: APIError?) {
    var heights: [UInt64] = []
    do {
      for try await block in feed { heights.append(block.block.height) }
      return (heights, nil)
    } catch {
      return (heights, error as? APIError)
    }
  }

  @Test("has the blocks from the next one on, with their receipts")
  func follows() async throws {
    let node = try node()
    try node.mint(blocks: 2)
    var feed = try node.api.blockFeeds.follow().makeAsyncIterator()
    try node.mint(blocks: 1)
    let third = try await feed.next()
    #expect(third?.block.height == 3)
    #expect(third?.receipts.count == 1)
    try node.mint(blocks: 1)
    #expect(try await feed.next()?.block.height == 4)
  }

  @Test("ends with the name of its last block when its reader is too slow, and nobody else's does")
  func slowReader() async throws {
    let node = try node()
    let slow = try node.api.blockFeeds.follow()
    var quick = try node.api.blockFeeds.follow().makeAsyncIterator()
    for height in 1...5 as ClosedRange<UInt64> {
      try node.mint(blocks: 1)
      #expect(try await quick.next()?.block.height == height)
    }
    let rest = await readAll(slow)
    #expect(rest.heights == [1, 2, 3])
    #expect(rest.error?.code == .subscriberTooSlow)
    #expect(rest.error?.details["height"] == "3")
    #expect(node.api.blockFeeds.count == 1)
  }

  @Test("is refused to more readers than the limit, and given again when one leaves")
  func limit() async throws {
    let node = try node(limit: 1)
    let feed = try node.api.blockFeeds.follow()
    expectFailure(.tooManySubscribers) { try node.api.blockFeeds.follow() }
    let reader = Task { for try await _ in feed {} }
    reader.cancel()
    try await reader.value
    #expect(node.api.blockFeeds.count == 0)
    _ = try node.api.blockFeeds.follow()
  }

  @Test("ends when the node stops, after what was handed out before")
  func shutdown() async throws {
    let node = try node()
    let feed = try node.api.blockFeeds.follow()
    try node.mint(blocks: 1)
    node.api.beginShutdown()
    let rest = await readAll(feed)
    #expect(rest.heights == [1])
    #expect(rest.error?.code == .shuttingDown)
    expectFailure(.shuttingDown) { try node.api.blockFeeds.follow() }
  }
}
