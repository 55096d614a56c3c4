import ChainCrypto
import ChainTypes
import ClientKit
import Primitives
import WireProto

/// Asks contracts, without changing anything.
struct ContractReader: Sendable {
  private let client: NodeClient

  /// A reader at the node of a session.
  init(_ session: Session) throws(CommandFailure) { client = try session.client() }

  /// A reader at a node.
  init(_ client: NodeClient) { self.client = client }

  /// What a contract returns for call data.
  ///
  /// v0.5.0's question carries a whole action, whose signature nobody checks but whose public key names the caller. The key is a
  /// well-known one, so that no secret is touched.
  func read(contract: String, data: [UInt8], amount: WireInteger = .zero) async throws -> [UInt8] {
    let execution = Execution(amount: amount, contract: contract, data: data)
    let envelope = Envelope(nonce: 1, gasLimit: Preflight.actionGasLimit, gasPrice: .zero, payload: .execution(execution))
    let answer = try await client.read(SealedAction.sign(envelope, with: try Self.readingKey()))
    guard answer.receipt.status == 1 || !answer.hasReceipt else { throw CommandFailure(Self.revertText(answer.data)) }
    guard let bytes = try? Hex.decode(answer.data) else { throw CommandFailure("the node's answer is not hexadecimal") }
    return bytes
  }

  /// The values that a function of a contract returns.
  func read(contract: String, function: ABIFunction, arguments: [ABIValue]) async throws -> [ABIValue] {
    let data = try await read(contract: contract, data: try function.callData(arguments))
    guard !data.isEmpty || function.outputs.isEmpty else {
      throw CommandFailure("\(contract) returned nothing: it is no contract, or has no \(function.signature)")
    }
    return try ABIValue.decode(data, as: function.outputs.map(\.type))
  }

  private static func readingKey() throws(KeyError) -> PrivateKey {
    try PrivateKey([UInt8](repeating: 0, count: 31) + [1])
  }

  /// The reason that Solidity's `revert` and `require` give: `Error(string)`.
  private static func revertText(_ data: String) -> String {
    guard let bytes = try? Hex.decode(data), bytes.starts(with: [0x08, 0xc3, 0x79, 0xa0]),
      case .string(let reason)? = try? ABIValue.decode(Array(bytes.dropFirst(4)), as: [.string]).first
    else { return "the call fails" }
    return "the call fails: \(reason)"
  }
}
