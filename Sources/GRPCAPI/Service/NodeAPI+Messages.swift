internal import APICore
internal import Chain
internal import ChainTypes
internal import Primitives
internal import SwiftProtobuf
internal import WireProto

/// The methods whose requests choose between several look-ups.
extension NodeAPI {
  func actions(_ request: Iotexapi_GetActionsRequest, call: APICall) throws(APIError) -> Iotexapi_GetActionsResponse {
    switch request.lookup {
    case .byIndex(let lookup):
      return try .init(actions(page(start: lookup.start, count: lookup.count), call: call))
    case .byHash(let lookup):
      let hash = try RequestText.hash(lookup.actionHash, field: "actionHash")
      let found = try action(hash, looksInPool: lookup.checkPending)
      // With checkPending the reference answers as if the action waited in the pool, even if it is in a block, and
      // clients of v0.5.0 compare.
      return try .init([lookup.checkPending ? FoundAction(waiting: found.action) : found])
    case .byAddr(let lookup):
      let page = try page(start: lookup.start, count: lookup.count)
      return try .init(actions(of: RequestText.account(lookup.address), page, call: call))
    case .unconfirmedByAddr(let lookup):
      let page = try page(start: lookup.start, count: lookup.count)
      // Nothing waits for what is no address.
      guard let address = RequestText.address(lookup.address) else { return .init() }
      return try .init(pendingActions(of: address, page))
    case .byBlk(let lookup):
      let page = try page(start: lookup.start, count: lookup.count)
      return try .init(actions(ofBlock: RequestText.hash(lookup.blkHash, field: "blkHash"), page))
    case nil:
      throw .missing("byIndex, byHash, byAddr, unconfirmedByAddr or byBlk")
    }
  }

  func blockMetas(_ request: Iotexapi_GetBlockMetasRequest, call: APICall) throws(APIError) -> Iotexapi_GetBlockMetasResponse {
    var response = Iotexapi_GetBlockMetasResponse()
    switch request.lookup {
    case .byIndex(let lookup):
      response.blkMetas = try blocks(page(start: lookup.start, count: lookup.count), call: call).map { Iotextypes_BlockMeta($0) }
    case .byHash(let lookup):
      var meta = Iotextypes_BlockMeta(try block(RequestText.hash(lookup.blkHash, field: "blkHash")))
      // As the client wrote it.
      meta.hash = lookup.blkHash
      response.blkMetas = [meta]
    case nil:
      throw .missing("byIndex or byHash")
    }
    return response
  }

  func rawBlocks(_ request: Iotexapi_GetRawBlocksRequest, call: APICall) throws(APIError) -> Iotexapi_GetRawBlocksResponse {
    let page = try page(start: request.startHeight, count: request.count)
    var response = Iotexapi_GetRawBlocksResponse()
    for whole in try wholeBlocks(page, withReceipts: request.withReceipts, call: call) {
      do {
        response.blocks.append(try Iotexapi_BlockInfo(whole.block, receipts: whole.receipts))
      } catch {
        throw .unreadable("block \(whole.block.height)")
      }
    }
    return response
  }

  func logs(_ request: Iotexapi_GetLogsRequest, call: APICall) throws(APIError) -> Iotexapi_GetLogsResponse {
    guard request.hasFilter else { throw .missing("filter") }
    let filter = try LogFilter(request.filter)
    let range: LogRange
    switch request.lookup {
    case .byBlock(let lookup):
      guard let hash = Hash256(lookup.blockHash.bytes) else {
        throw APIError(
          .malformedHash, "byBlock.blockHash has \(lookup.blockHash.count) bytes instead of 32", details: ["field": "byBlock.blockHash"])
      }
      range = .block(hash)
    case .byRange(let lookup):
      range = .heights(from: lookup.fromBlock, to: lookup.toBlock, limit: lookup.paginationSize)
    case nil:
      throw .missing("byBlock or byRange")
    }
    let found = try logs(filter, in: range, call: call)
    return .with { $0.logs = found.map { Iotextypes_Log($0) } }
  }
}

extension Iotexapi_GetActionsResponse {
  init(_ actions: [FoundAction]) throws(APIError) {
    self.init()
    for found in actions {
      do {
        actionInfo.append(try Iotexapi_ActionInfo(found))
      } catch {
        throw .unreadable("action \(found.action.hash.hex)")
      }
    }
  }
}

extension LogFilter {
  /// - Throws: `malformedAddress`, `malformedHash`.
  fileprivate init(_ filter: Iotexapi_LogsFilter) throws(APIError) {
    var addresses: [String] = []
    for text in filter.address {
      guard let address = RequestText.address(text) else {
        throw APIError(.malformedAddress, "filter.address \"\(text.prefix(80))\" is no io1… address", details: ["field": "filter.address"])
      }
      addresses.append(address.bech32)
    }
    var topics: [[Hash256]] = []
    for position in filter.topics {
      var choices: [Hash256] = []
      for topic in position.topic {
        guard let hash = Hash256(topic.bytes) else {
          throw APIError(
            .malformedHash, "a topic of the filter has \(topic.count) bytes instead of 32", details: ["field": "filter.topics"])
        }
        choices.append(hash)
      }
      topics.append(choices)
    }
    self.init(addresses: addresses, topics: topics)
  }
}

extension Iotexapi_StreamBlocksResponse {
  /// What followers get of a block.
  init(_ committed: CommittedBlock) throws {
    self.init()
    block = try Iotexapi_BlockInfo(committed.block, receipts: committed.receipts)
    blockIdentifier.hash = committed.block.hash.hex
    blockIdentifier.height = committed.block.height
  }
}
