import ChainTypes
import ClientKit
import WireProto

/// All of an action but its payload.
struct ActionDraft: Sendable {
  /// The signer as it was named.
  let signer: String
  /// The signer's address.
  let address: String
  /// The most gas the action may use.
  var gasLimit: UInt64
  /// The price of one gas in Rau.
  let gasPrice: WireInteger
  /// The action's number among the signer's.
  let nonce: UInt64
  /// What the node said of the signer; nil if it was not asked, because the nonce was given.
  var account: Iotextypes_AccountMeta?
  /// The client, with its connection.
  let client: NodeClient?

  /// In which order the original asks the node. It shows in what is said when something is wrong, and in the requests.
  enum Order: Sendable {
    case priceThenNonce, nonceThenPrice
  }

  /// Reads the flags and asks the node for what they leave open.
  ///
  /// - Parameter intrinsicGas: the gas limit when none is given.
  init(_ session: Session, intrinsicGas: UInt64, order: Order = .priceThenNonce) async throws {
    signer = session.flags.text("signer")
    address = try session.address(of: signer)
    let limit = session.flags.number("gas-limit")
    gasLimit = limit == 0 ? intrinsicGas : limit
    let connection = Connection(session)
    switch order {
    case .priceThenNonce:
      gasPrice = try await Self.price(session, connection)
      (nonce, account) = try await Self.nonce(session, address, connection)
    case .nonceThenPrice:
      (nonce, account) = try await Self.nonce(session, address, connection)
      gasPrice = try await Self.price(session, connection)
    }
    client = connection.opened
  }

  /// A client that is made when it is first needed, because a missing endpoint is no fault before.
  private final class Connection {
    private let session: Session
    private(set) var opened: NodeClient?

    init(_ session: Session) { self.session = session }

    func client() throws -> NodeClient {
      if let opened { return opened }
      let client = try session.client()
      opened = client
      return client
    }
  }

  private static func price(_ session: Session, _ connection: Connection) async throws -> WireInteger {
    let text = session.flags.text("gas-price")
    guard text.isEmpty else { return try DecimalAmount.rau(text, decimals: DecimalAmount.qev) }
    let suggested = try await connection.client().suggestedGasPrice()
    return WireInteger(parsing: String(suggested))
  }

  private static func nonce(
    _ session: Session, _ address: String, _ connection: Connection
  ) async throws -> (UInt64, Iotextypes_AccountMeta?) {
    let given = session.flags.number("nonce")
    guard given == 0 else { return (given, nil) }
    let account = try await connection.client().account(address)
    return (account.pendingNonce, account)
  }

  /// The action before it is signed.
  func envelope(_ payload: ActionPayload) -> Envelope {
    Envelope(nonce: nonce, gasLimit: gasLimit, gasPrice: gasPrice, payload: payload)
  }
}
