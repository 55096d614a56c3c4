import ActPool
import Chain
import ChainCrypto
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import Synchronization
import Testing

/// A pool over a chain of the sample network, with a clock that only tests move.
struct PoolFixture {
  /// A clock that stands still until it is moved.
  final class Clock: Sendable {
    private let seconds = Mutex(1000.0)

    var now: Double { seconds.withLock { $0 } }

    func advance(by duration: Double) { seconds.withLock { $0 += duration } }
  }

  static let price: U256 = 1_000_000_000_000
  static let users = SampleNetwork.users

  let sample: SampleChain
  let pool: ActPool
  let clock = Clock()

  init(
    voting: SampleNetwork.Voting = .lifeLong, allowsExperimentalActions: Bool = false,
    _ change: (inout ActPoolConfiguration) -> Void = { _ in }
  ) throws {
    let network = try SampleNetwork(voting: voting)
    sample = try SampleChain(network, parameters: network.parameters(allowsExperimentalActions: allowsExperimentalActions))
    var configuration = ActPoolConfiguration()
    change(&configuration)
    pool = ActPool(chain: sample.chain, configuration: configuration, now: { [clock] in clock.now })
    _ = pool.follow()
  }

  /// A transfer of one Rau to the network's first user.
  ///
  /// - Parameters:
  ///   - user: the sender's number.
  ///   - price: in multiples of the pool's lowest price.
  static func transfer(_ user: Int, nonce: UInt64, price: UInt64 = 1, amount: U256 = U256(1), payload: Int = 0) -> SealedAction {
    .transfer(
      from: users[user], to: users[0].publicKey.address, amount: amount, nonce: nonce, price: PoolFixture.price &* U256(price),
      gasLimit: 5_000_000, payload: [UInt8](repeating: 1, count: payload))
  }

  /// Why the pool refuses an action; nil when it takes it.
  func refusal(of action: SealedAction) -> ActionRejection.Code? {
    do throws(HandlingError) {
      try pool.admit(action)
      return nil
    } catch {
      guard case .rejected(let rejection) = error else {
        Issue.record("\(error)")
        return nil
      }
      return rejection.code
    }
  }

  /// The waiting nonces of a user.
  func nonces(_ user: Int) -> [UInt64] { pool.actions(of: Self.users[user].publicKey.address).map(\.envelope.nonce) }

  /// The actions for the next block, in the order in which a minting node tries them.
  func executable() -> [SealedAction] {
    var queue = pool.executableActions()
    var actions: [SealedAction] = []
    while let next = queue.next {
      actions.append(next)
      queue.advance()
    }
    return actions
  }
}
