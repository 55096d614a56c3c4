import ChainCrypto
import ChainTypes
import ClientKit
import Primitives
import WireProto

/// Shows, signs and sends an action.
struct ActionSender: Sendable {
  private let session: Session
  private var text: ActionText { ActionText(match: { session.match($0) }) }

  /// A sender for a run.
  init(_ session: Session) { self.session = session }

  /// Does all of it: checks, password, preview, question, sending, waiting.
  ///
  /// The order of what is printed and asked is the original's.
  func send(_ payload: ActionPayload, _ draft: ActionDraft, abi: ContractABI? = nil) async throws {
    var draft = draft
    if session.isExtended { try await completeAccount(&draft) }
    try await checkChain(draft)
    let password = try session.password("Enter password #\(draft.signer):")
    let key = try session.key(of: draft.signer, label: draft.signer, password: password)
    if draft.gasLimit == 0, !session.flags.isGiven("gas-limit"), case .execution = payload {
      draft.gasLimit = try await estimate(payload, draft, key)
    }
    let envelope = draft.envelope(payload)
    try report(Preflight.problems(envelope, account: draft.account))
    let action = SealedAction.sign(envelope, with: key)
    guard action.sender.bech32 == draft.address.lowercased() else {
      throw CommandFailure("the key file of \(draft.address) holds the key of \(action.sender.bech32)")
    }
    guard try confirm(action, ActionPreview(envelope, draft: draft, session: session, abi: abi)) else {
      return session.result("Quit", ["sent": false])
    }
    let client = try draft.client ?? session.client()
    try await client.send(action)
    try await finish(action, client)
  }

  /// Shows, asks about and sends an action that is signed already.
  func send(signed action: SealedAction) async throws {
    if !session.options.isQuiet { session.say("\n" + (try text.text(NodeClient.message(action)))) }
    if !session.flags.truth("assume-yes") {
      session.say("Please confirm your action.\nType 'YES' to continue, quit for anything else.")
      guard try session.confirm() else { return session.result("Quit", ["sent": false]) }
      session.say("")
    }
    let client = try session.client()
    try await ChainPin(session.file).check(client)
    try await client.send(action)
    try await finish(action, client)
  }

  /// Asks the node for the signer's account where the original does not.
  private func completeAccount(_ draft: inout ActionDraft) async throws {
    guard draft.account == nil else { return }
    draft.account = try await (draft.client ?? session.client()).account(draft.address)
  }

  /// Compares the node's chain with the configured one, if one is.
  private func checkChain(_ draft: ActionDraft) async throws {
    let pin = ChainPin(session.file)
    guard pin.hash != nil else { return }
    try await pin.check(draft.client ?? session.client())
  }

  /// A tenth more gas than the node thinks the execution needs.
  private func estimate(_ payload: ActionPayload, _ draft: ActionDraft, _ key: PrivateKey) async throws -> UInt64 {
    var trial = draft
    trial.gasLimit = Preflight.actionGasLimit
    let client = try draft.client ?? session.client()
    let gas = try await client.estimateGas(SealedAction.sign(trial.envelope(payload), with: key))
    return min(gas &+ gas / 10, Preflight.actionGasLimit)
  }

  private func report(_ problems: [Preflight.Problem]) throws(CommandFailure) {
    if session.flags.truth("assume-yes"), let fatal = problems.first(where: \.isFatal) {
      throw CommandFailure(fatal.text, hint: "Nothing was sent. Without --assume-yes you are asked whether to send it all the same.")
    }
    for problem in problems { session.console.printError("Warning: \(problem.text).") }
  }

  private func confirm(_ action: SealedAction, _ preview: ActionPreview) throws -> Bool {
    let assumesYes = session.flags.truth("assume-yes")
    if session.console.showsErrorsToPerson || assumesYes, !session.options.isQuiet {
      for line in preview.lines { session.console.printError(line) }
    }
    if !(session.options.isQuiet && assumesYes) { session.say("\n" + (try text.text(NodeClient.message(action)))) }
    if assumesYes { return true }
    session.say("Please confirm your action.\nType 'YES' to continue, quit for anything else.")
    guard try session.confirm() else { return false }
    session.say("")
    return true
  }

  private func finish(_ action: SealedAction, _ client: NodeClient) async throws {
    let hash = action.hash.hex
    guard session.flags.truth("wait") else {
      let words = "Action has been sent to blockchain.\nWait for several seconds and query this action by hash:\n"
      return session.result(session.options.isQuiet ? hash : words + hash, ["hash": .string(hash), "sent": true])
    }
    let receipt = try await ReceiptWaiter(client).wait(for: hash)
    session.result(
      session.options.isQuiet ? hash : text.text(receipt) + "\n" + hash,
      ["hash": .string(hash), "sent": true, "receipt": ReceiptJSON.json(receipt)])
    guard receipt.status == 1 else { throw CommandFailure("the action is in block \(receipt.blkHeight), but it failed") }
  }
}
