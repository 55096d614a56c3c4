import ChainCrypto
import ChainTypes
import Primitives
import TestSupport

/// A chain of random but consistent blocks: linked, with true roots, and with every shape of action that the indexes
/// treat differently. The same seed gives the same chain.
struct SyntheticChain {
  /// One block and its receipts.
  struct Entry {
    let block: Block
    let receipts: [Receipt]
  }

  private(set) var entries: [Entry] = []
  let people: [PublicKey]
  let contracts = [Address(Hash160(lastBytesOf: Keccak256.hash([7]))).bech32, "a contract of another chain"]
  let topics: [Hash256] = (0..<6).map { number in Keccak256.hash([UInt8(number)]) }
  private var random: SeededGenerator
  private var nonce: UInt64 = 0

  /// - Parameters:
  ///   - blocks: how many.
  ///   - actionsPerBlock: the range of actions per block.
  init(blocks: Int, actionsPerBlock: ClosedRange<Int> = 0...6, seed: UInt64 = 1) {
    random = SeededGenerator(seed: seed)
    people = (1...5).compactMap { number in
      try? PrivateKey([UInt8](repeating: UInt8(number), count: 32)).publicKey
    }
    for _ in 0..<blocks { extend(by: Int.random(in: actionsPerBlock, using: &random)) }
  }

  /// Appends a block of so many actions.
  mutating func extend(by count: Int) {
    let height = UInt64(entries.count + 1)
    var actions: [SealedAction] = []
    for _ in 0..<count { actions.append(nextAction(height)) }
    var receipts: [Receipt] = []
    for action in actions where Int.random(in: 0..<8, using: &random) > 0 {
      receipts.append(nextReceipt(action, height))
    }
    let header = BlockHeader(
      height: height, timestamp: Timestamp(seconds: Int64(height) * 10, nanoseconds: 7),
      previousHash: entries.last?.block.hash ?? Keccak256.hash([]), txRoot: MerkleTree.root(actions.map(\.hash)),
      deltaStateDigest: .zero, receiptRoot: ReceiptList(receipts).root, producer: people[Int(height) % people.count],
      signature: [UInt8](repeating: 1, count: 65))
    let footer = BlockFooter(endorsements: [], commitTime: Timestamp(seconds: Int64(height) * 10 + 3))
    entries.append(Entry(block: Block(header: header, actions: actions, footer: footer), receipts: receipts))
  }

  private mutating func nextAction(_ height: UInt64) -> SealedAction {
    let sender = people[Int.random(in: 0..<people.count, using: &random)]
    let other = people[Int.random(in: 0..<people.count, using: &random)].address.bech32
    nonce += 1
    if Int.random(in: 0..<20, using: &random) == 0 { nonce -= 1 }
    let payload: ActionPayload =
      switch Int.random(in: 0..<10, using: &random) {
      case 0: .execution(Execution(amount: .zero, contract: "", data: [1]))
      case 1: .execution(Execution(amount: .zero, contract: contracts[0], data: [2]))
      case 2: .vote(Vote(votee: contracts[1]))
      case 3: .grantReward(GrantReward(rewardType: .block, height: height))
      case 4: .transfer(Transfer(amount: WireInteger(U256(7)), recipient: sender.address.bech32))
      default: .transfer(Transfer(amount: WireInteger(U256(nonce)), recipient: other))
      }
    return SealedAction(
      envelope: Envelope(nonce: nonce, gasLimit: 10_000, gasPrice: .zero, payload: payload), senderPublicKey: sender,
      signature: [UInt8](repeating: 2, count: 65))
  }

  private mutating func nextReceipt(_ action: SealedAction, _ height: UInt64) -> Receipt {
    var logs: [Log] = []
    for _ in 0..<max(0, Int.random(in: -3...2, using: &random)) {
      var chosen: [Hash256] = []
      for _ in 0..<Int.random(in: 0...3, using: &random) { chosen.append(topics[Int.random(in: 0..<6, using: &random)]) }
      logs.append(
        Log(
          address: contracts[Int.random(in: 0...1, using: &random)], topics: chosen, data: [UInt8(logs.count)],
          blockHeight: height, actionHash: action.hash))
    }
    return Receipt(
      status: 1, blockHeight: height, actionHash: action.hash, gasConsumed: 10_000, contractAddress: "", logs: logs)
  }
}
