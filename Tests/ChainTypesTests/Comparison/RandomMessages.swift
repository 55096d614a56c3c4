import SwiftProtobuf
import TestSupport
import WireProto

/// Random messages of the generated types, with every field set or not by chance.
struct RandomMessages {
  var generator: SeededGenerator

  private mutating func roots() -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    for _ in 0..<generator.below(5) { result[generator.text()] = generator.bytes(upTo: 40) }
    return result
  }

  mutating func candidates() -> Iotextypes_CandidateList {
    .with { list in
      list.candidates = (0..<generator.below(4)).map { _ in
        .with {
          $0.address = generator.text()
          // No leading zeros: those are normalised.
          $0.votes = SwiftProtobufBytes.make([UInt8](generator.bytes(upTo: 40).drop { $0 == 0 }))
          $0.rewardAddress = generator.text()
        }
      }
    }
  }

  mutating func timestamp() -> Google_Protobuf_Timestamp {
    .with {
      $0.seconds = Int64(bitPattern: generator.number()) % 253_402_300_800 / 5
      $0.nanos = Int32(generator.below(1_000_000_000))
    }
  }

  mutating func action(of kind: Int) -> Iotextypes_ActionCore.OneOf_Action {
    let (text, other, decimal) = (generator.text(), generator.text(), generator.decimal())
    let (number, second) = (generator.number(), generator.number())
    let bytes = (0..<4).map { _ in SwiftProtobufBytes.make(generator.bytes(upTo: 200)) }
    let narrow = UInt32(truncatingIfNeeded: generator.number())
    switch kind {
    case 10: return .transfer(.with { ($0.amount, $0.recipient, $0.payload) = (decimal, text, bytes[0]) })
    case 11:
      let time = generator.below(2) == 0 ? nil : Google_Protobuf_Timestamp.with { ($0.seconds, $0.nanos) = (Int64(bitPattern: number), -3) }
      return .vote(
        .with {
          $0.voteeAddress = text
          if let time { $0.timestamp = time }
        })
    case 12: return .execution(.with { ($0.amount, $0.contract, $0.data) = (decimal, text, bytes[0]) })
    case 13:
      let deposit = generator.decimal()
      return .startSubChain(
        .with {
          ($0.chainID, $0.securityDeposit, $0.operationDeposit, $0.startHeight, $0.parentHeightOffset) = (
            narrow, decimal, deposit, number, second
          )
        })
    case 14: return .stopSubChain(.with { ($0.chainID, $0.stopHeight, $0.subChainAddress) = (narrow, number, text) })
    case 15:
      let names = roots().keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let list = names.map { name in
        Iotextypes_MerkleRoot.with {
          ($0.name, $0.value) = (name, SwiftProtobufBytes.make((0..<32).map { _ in UInt8(generator.below(256)) }))
        }
      }
      return .putBlock(.with { ($0.subChainAddress, $0.height, $0.roots) = (text, number, list) })
    case 16: return .createDeposit(.with { ($0.chainID, $0.amount, $0.recipient) = (narrow, decimal, text) })
    case 17: return .settleDeposit(.with { ($0.amount, $0.recipient, $0.index) = (decimal, text, number) })
    case 18: return .createPlumChain(Iotextypes_CreatePlumChain())
    case 19: return .terminatePlumChain(.with { $0.subChainAddress = text })
    case 20:
      let map = roots().mapValues { SwiftProtobufBytes.make($0) }
      return .plumPutBlock(.with { ($0.subChainAddress, $0.height, $0.roots) = (text, number, map) })
    case 21: return .plumCreateDeposit(.with { ($0.subChainAddress, $0.amount, $0.recipient) = (text, decimal, other) })
    case 22:
      return .plumStartExit(
        .with {
          ($0.subChainAddress, $0.previousTransfer, $0.previousTransferBlockProof) = (text, bytes[0], bytes[1])
          ($0.previousTransferBlockHeight, $0.exitTransfer, $0.exitTransferBlockProof) = (number, bytes[2], bytes[3])
          $0.exitTransferBlockHeight = second
        })
    case 23:
      return .plumChallengeExit(
        .with {
          ($0.subChainAddress, $0.coinID, $0.challengeTransfer) = (text, number, bytes[0])
          ($0.challengeTransferBlockProof, $0.challengeTransferBlockHeight) = (bytes[1], second)
        })
    case 24:
      return .plumResponseChallengeExit(
        .with {
          ($0.subChainAddress, $0.coinID, $0.challengeTransfer) = (text, number, bytes[0])
          ($0.responseTransfer, $0.responseTransferBlockProof, $0.previousTransferBlockHeight) = (bytes[1], bytes[2], second)
        })
    case 25: return .plumFinalizeExit(.with { ($0.subChainAddress, $0.coinID) = (text, number) })
    case 26: return .plumSettleDeposit(.with { $0.coinID = number })
    case 27: return .plumTransfer(.with { ($0.coinID, $0.denomination, $0.owner, $0.recipient) = (number, bytes[0], text, other) })
    case 30: return .depositToRewardingFund(.with { ($0.amount, $0.data) = (decimal, bytes[0]) })
    case 31: return .claimFromRewardingFund(.with { ($0.amount, $0.data) = (decimal, bytes[0]) })
    case 32: return .grantReward(.with { ($0.type, $0.height) = (number % 2 == 0 ? .blockReward : .epochReward, second) })
    default:
      let list = candidates()
      return .putPollResult(.with { ($0.height, $0.candidates) = (number, list) })
    }
  }

  mutating func action(of kind: Int, key: [UInt8]) -> Iotextypes_Action {
    let payload = action(of: kind)
    let (version, nonce, gasLimit) = (UInt32(truncatingIfNeeded: generator.number()), generator.number(), generator.number())
    let (price, signature) = (generator.decimal(), generator.bytes(upTo: 65))
    return .with {
      $0.core = .with {
        ($0.version, $0.nonce, $0.gasLimit, $0.gasPrice) = (version, nonce, gasLimit, price)
        $0.action = payload
      }
      $0.senderPubKey = SwiftProtobufBytes.make(key)
      $0.signature = SwiftProtobufBytes.make(signature)
    }
  }

  mutating func receipt() -> Iotextypes_Receipt {
    let hash = SwiftProtobufBytes.make((0..<32).map { _ in UInt8(generator.below(256)) })
    let logs = (0..<generator.below(4)).map { _ in
      Iotextypes_Log.with { log in
        (log.contractAddress, log.data, log.blkHeight) = (
          generator.text(), SwiftProtobufBytes.make(generator.bytes(upTo: 300)), generator.number()
        )
        (log.actHash, log.index) = (hash, UInt32(generator.below(5)))
        log.topics = (0..<generator.below(5)).map { _ in hash }
      }
    }
    let (status, height, gas, address) = (generator.number(), generator.number(), generator.number(), generator.text())
    return .with {
      ($0.status, $0.blkHeight, $0.actHash, $0.gasConsumed, $0.contractAddress, $0.logs) = (status, height, hash, gas, address, logs)
    }
  }

  mutating func endorsement(key: [UInt8]) -> Iotextypes_Endorsement {
    let (time, signature) = (timestamp(), generator.bytes(upTo: 65))
    return .with {
      ($0.timestamp, $0.endorser, $0.signature) = (time, SwiftProtobufBytes.make(key), SwiftProtobufBytes.make(signature))
    }
  }

  mutating func block(key: [UInt8]) -> Iotextypes_Block {
    let kinds = [10, 11, 12, 30, 31, 32, 50]
    let actions = (0..<generator.below(6)).map { _ in action(of: kinds[generator.below(kinds.count)], key: key) }
    let endorsements = (0..<generator.below(4)).map { _ in endorsement(key: key) }
    let (time, commit, height) = (timestamp(), timestamp(), generator.number())
    let hashes = (0..<4).map { _ in SwiftProtobufBytes.make((0..<32).map { _ in UInt8(generator.below(256)) }) }
    return .with {
      $0.header = .with {
        $0.core = .with {
          ($0.version, $0.height, $0.timestamp) = (1, height, time)
          ($0.prevBlockHash, $0.txRoot, $0.deltaStateDigest, $0.receiptRoot) = (hashes[0], hashes[1], hashes[2], hashes[3])
        }
        $0.producerPubkey = SwiftProtobufBytes.make(key)
        $0.signature = hashes[0]
      }
      $0.body = .with { $0.actions = actions }
      $0.footer = .with { ($0.endorsements, $0.timestamp) = (endorsements, commit) }
    }
  }
}
