import Chain
import ChainCrypto
import ChainSpec
import ChainTestSupport
import ChainTypes
import Primitives
import ProtocolKit
import State
import Storage
import Testing

/// The protocols of a sample network over its genesis state.
struct HandlerFixture {
  static let users = SampleNetwork.users
  static let price: U256 = 1_000_000_000_000

  let network: SampleNetwork
  let suite: ProtocolSuite
  /// The genesis state, with what actions have written on top.
  let state: WorkingSet
  /// The blocks below the one in which actions run.
  var history = SampleHistory()
  /// The height at which actions run.
  var height: UInt64 = 1
  /// Who produces the block.
  var producer = SampleNetwork.delegates[0].publicKey.address

  init(voting: SampleNetwork.Voting = .lifeLong, election: (any ElectionSource)? = nil, followsAnnouncements: Bool = false) throws {
    network = try SampleNetwork(voting: voting)
    let parameters = try network.parameters(election: election, followsAnnouncements: followsAnnouncements)
    suite = parameters.suite
    state = try Chain(store: MemoryStore(tables: Chain.tables), parameters: parameters).view().state()
  }

  /// A block of the network.
  func block(gasLeft: UInt64? = nil) throws -> BlockContext {
    let blockchain = network.genesis.blockchain
    return BlockContext(
      height: height, timestamp: network.time(of: height), producer: producer, actionGasLimit: blockchain.actionGasLimit,
      gasLeft: gasLeft ?? blockchain.blockGasLimit, rules: try ForkSchedule.alphaForever.rules(at: height), epochs: network.genesis.epochs)
  }

  /// Executes an action.
  func run(_ action: SealedAction, gasLeft: UInt64? = nil) throws -> Receipt {
    try BlockRunner(handlers: suite.handlers).run(action, in: block(gasLeft: gasLeft), history: history, state: state)
  }

  /// Why an action is refused while it is executed; nil when it is not.
  func refusalRunning(_ action: SealedAction, gasLeft: UInt64? = nil) throws -> ActionRejection.Code? {
    do {
      _ = try run(action, gasLeft: gasLeft)
      return nil
    } catch HandlingError.rejected(let rejection) {
      return rejection.code
    }
  }

  /// Why an action is refused before it is executed; nil when it is not.
  func refusalValidating(_ action: SealedAction, producer: Address? = nil) throws -> ActionRejection.Code? {
    let context = ValidationContext(
      height: height, producer: producer, rules: try ForkSchedule.alphaForever.rules(at: height), epochs: network.genesis.epochs,
      history: history)
    do throws(HandlingError) {
      for handler in suite.handlers { try handler.validate(action, in: context, state: state) }
      return nil
    } catch {
      guard case .rejected(let rejection) = error else {
        Issue.record("\(error)")
        return nil
      }
      return rejection.code
    }
  }

  /// An action of a user.
  static func action(_ payload: ActionPayload, by user: Int = 1, nonce: UInt64 = 1, price: U256 = price, gasLimit: UInt64 = 1_000_000)
    -> SealedAction
  {
    .signed(payload, by: users[user], nonce: nonce, price: price, gasLimit: gasLimit)
  }

  /// A transfer of a user.
  static func transfer(_ amount: String, to recipient: String, payload: Int = 0, price: String = "1000000000000") -> SealedAction {
    let transfer = Transfer(amount: WireInteger(parsing: amount), recipient: recipient, payload: [UInt8](repeating: 0, count: payload))
    return .sign(
      Envelope(nonce: 1, gasLimit: 5_000_000, gasPrice: WireInteger(parsing: price), payload: .transfer(transfer)), with: users[1])
  }

  /// The address of a user.
  static func address(_ user: Int) -> Address { users[user].publicKey.address }

  /// The account of a user.
  func account(_ user: Int) throws -> Account { try state.account(Self.address(user)) ?? Account() }

  /// Asks a protocol.
  func ask(_ name: String, _ method: String, _ arguments: [[UInt8]] = []) throws -> [UInt8] {
    let query = try #require(suite.queries[name])
    let context = StateQueryContext(height: history.tipHeight, epochs: network.genesis.epochs, history: history)
    return try query.read(method: method, arguments: arguments, in: context, state: state)
  }

  /// What the rewarding protocol says about an amount.
  func amount(_ method: String, _ arguments: [[UInt8]] = []) throws -> String {
    String(decoding: try ask("rewarding", method, arguments), as: UTF8.self)
  }
}
