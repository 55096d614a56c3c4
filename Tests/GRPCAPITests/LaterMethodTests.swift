import APITestSupport
import Chain
import ChainTypes
import GRPCCore
import Primitives
import SwiftProtobuf
import Testing
import WireProto

@testable import APICore
@testable import GRPCAPI

/// The methods that v0.5.0 did not have.
@Suite("Later methods")
struct LaterMethodTests {
  private static let path = "iotexapi.APIService/"

  @Test("GetRawBlocks gives blocks as they are stored, with receipts on demand")
  func rawBlocks() async throws {
    let recorded = try RecordedChain.shared.get()
    let api = try recorded.api().api
    try await withAPI(api) { client in
      let request: [UInt8] = try Iotexapi_GetRawBlocksRequest.with {
        $0.startHeight = 80
        $0.count = 100
        $0.withReceipts = true
        $0.withTransactionLogs = true
      }.serializedBytes()
      let answer = try Iotexapi_GetRawBlocksResponse(serializedBytes: await client.answer(Self.path + "GetRawBlocks", request))
      #expect(answer.blocks.count == 7)
      let view = try recorded.chain.view()
      for (info, height) in zip(answer.blocks, UInt64(80)...) {
        #expect(try info.block.serializedBytes() == view.blocks.encodedBlock(at: height))
        let receipts: [UInt8] = try Iotextypes_Receipts.with { $0.receipts = info.receipts }.serializedBytes()
        #expect(try receipts == view.blocks.encodedReceipts(at: height))
        #expect(!info.hasTransactionLogs)
      }
    }
  }

  @Test(
    "GetRawBlocks refuses ranges without a block",
    arguments: [(87, 1, RPCError.Code.invalidArgument), (1, 0, .invalidArgument), (1, 1_001, .invalidArgument), (0, 1, .notFound)])
  func rawBlockErrors(_ start: UInt64, _ count: UInt64, _ code: RPCError.Code) async throws {
    let api = try RecordedChain.shared.get().api().api
    let request: [UInt8] = try Iotexapi_GetRawBlocksRequest.with {
      $0.startHeight = start
      $0.count = count
    }.serializedBytes()
    try await withAPI(api) { client in try await expect(.failure(code)) { try await client.call(Self.path + "GetRawBlocks", request) } }
  }

  @Test("GetLogs gives logs with the hash of their block and the position of their action")
  func logs() async throws {
    let recorded = try RecordedChain.shared.get()
    let api = try recorded.api().api
    try await withAPI(api) { client in
      let request = Iotexapi_GetLogsRequest.with {
        $0.filter = Iotexapi_LogsFilter()
        $0.byRange.fromBlock = 1
        $0.byRange.toBlock = 86
      }
      let bytes: [UInt8] = try request.serializedBytes()
      let all = try Iotexapi_GetLogsResponse(serializedBytes: await client.answer(Self.path + "GetLogs", bytes)).logs
      var expected: [(log: Log, index: Int)] = []
      let view = try recorded.chain.view()
      for height in 1...86 as ClosedRange<UInt64> {
        for (index, receipt) in (try view.blocks.receipts(at: height) ?? []).enumerated() {
          expected += receipt.logs.map { ($0, index) }
        }
      }
      #expect(all.count == expected.count)
      #expect(all.count > 86)
      for (log, found) in zip(all, expected) {
        #expect(log.actHash == found.log.actionHash.data)
        #expect(log.data == found.log.data.data)
        #expect(log.topics == found.log.topics.map(\.data))
        #expect(log.txIndex == UInt32(found.index))
        #expect(try log.blkHash == view.blocks.hash(at: log.blkHeight)?.data)
      }
      // One log's own address chooses it again; this chain's logs have no topics.
      let chosen = try #require(all.last)
      var narrow = request
      narrow.filter.address = [chosen.contractAddress]
      let narrowBytes: [UInt8] = try narrow.serializedBytes()
      let found = try Iotexapi_GetLogsResponse(serializedBytes: await client.answer(Self.path + "GetLogs", narrowBytes))
      #expect(found.logs == all.filter { $0.contractAddress == chosen.contractAddress })
      narrow.filter.topics = [Iotexapi_Topics()]
      let noneBytes: [UInt8] = try narrow.serializedBytes()
      let none = try Iotexapi_GetLogsResponse(serializedBytes: await client.answer(Self.path + "GetLogs", noneBytes))
      #expect(none.logs.isEmpty)
    }
  }

  @Test("GetLogs refuses requests that name nothing, and names that are none")
  func logErrors() async throws {
    let api = try RecordedChain.shared.get().api().api
    let requests: [(Iotexapi_GetLogsRequest, RPCError.Code)] = [
      (.with { $0.byRange = .init() }, .invalidArgument), (.with { $0.filter = .init() }, .invalidArgument),
      (
        .with {
          $0.filter = .init()
          $0.byBlock.blockHash = [1, 2, 3].data
        }, .invalidArgument
      ),
      (
        .with {
          $0.filter = .init()
          $0.byBlock.blockHash = [UInt8](repeating: 0, count: 32).data
        }, .notFound
      ),
      (
        .with {
          $0.filter.address = ["0x00"]
          $0.byRange = .init()
        }, .invalidArgument
      ),
      (
        .with {
          $0.filter.topics = [.with { $0.topic = [[1].data] }]
          $0.byRange = .init()
        }, .invalidArgument
      ),
    ]
    try await withAPI(api) { client in
      for (request, code) in requests {
        let bytes: [UInt8] = try request.serializedBytes()
        try await expect(.failure(code)) { try await client.call(Self.path + "GetLogs", bytes) }
      }
    }
  }

  @Test("StreamBlocks sends each block as it is committed, with its receipts")
  func stream() async throws {
    let node = try TestNode()
    try await withAPI(node.api) { client in
      let heights = try await client.stream(Self.path + "StreamBlocks", []) { answers in
        // The subscription exists as soon as the response has begun.
        try node.mint(blocks: 3)
        var heights: [UInt64] = []
        for try await answer in answers {
          let response = try Iotexapi_StreamBlocksResponse(serializedBytes: answer)
          #expect(response.blockIdentifier.height == response.block.block.header.core.height)
          #expect(try response.blockIdentifier.hash == node.chain.view().blocks.hash(at: response.blockIdentifier.height)?.hex)
          #expect(!response.block.receipts.isEmpty)
          heights.append(response.blockIdentifier.height)
          if heights.count == 3 { break }
        }
        return heights
      }
      #expect(heights == [1, 2, 3])
    }
  }

  @Test("StreamBlocks ends when the node stops")
  func streamShutdown() async throws {
    let node = try TestNode()
    try await withAPI(node.api) { client in
      let error = await #expect(throws: RPCError.self) {
        try await client.stream(Self.path + "StreamBlocks", []) { answers in
          node.api.beginShutdown()
          for try await _ in answers {}
        }
      }
      #expect(error?.code == .unavailable)
    }
  }
}
