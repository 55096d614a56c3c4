public import ChainSpec
public import ChainTypes
internal import Primitives
public import ProtocolKit
public import State

/// Moves IOTX between accounts (`action/protocol/account`).
///
/// A transfer to a contract fails: it pays its fee and uses its nonce, nothing else happens. One that the sender cannot
/// pay is in no valid block.
public struct TransferHandler: ActionHandler {
  /// The largest size of a transfer in bytes, counted as `SealedAction.totalSize` does.
  static let sizeLimit = 32 * 1024

  private let fees: any FeeSink
  private let receiptAddress = ProtocolAddress.address(of: "account").bech32

  /// A handler whose fees go to a sink.
  public init(fees: any FeeSink) {
    self.fees = fees
  }

  public func validate(_ action: SealedAction, in context: ValidationContext, state: WorkingSet) throws(HandlingError) {
    guard case .transfer(let transfer) = action.envelope.payload else { return }
    if let size = action.totalSize, size > Self.sizeLimit {
      throw .rejected(ActionRejection(.oversized, "a transfer of \(size) bytes exceeds \(Self.sizeLimit)"))
    }
    guard !transfer.amount.isNegative else {
      throw .rejected(ActionRejection(.negativeAmount, "the amount \(transfer.amount.decimal) is negative"))
    }
    guard !action.envelope.gasPrice.isNegative else {
      throw .rejected(ActionRejection(.negativeAmount, "the gas price \(action.envelope.gasPrice.decimal) is negative"))
    }
    _ = try recipient(of: transfer)
  }

  public func handle(_ context: ActionContext, state: WorkingSet) throws(HandlingError) -> Receipt? {
    guard case .transfer(let transfer) = context.action.envelope.payload else { return nil }
    var sender = try state.loadOrCreateAccount(context.caller)
    guard context.block.gasLeft >= context.intrinsicGas else { throw .blockGasLimitReached }
    guard
      let fee = context.intrinsicFee, let amount = transfer.amount.value, let cost = amount.adding(fee),
      let charged = sender.balance.subtracting(fee), cost <= sender.balance
    else {
      throw .rejected(
        ActionRejection(
          .insufficientBalance,
          "\(context.caller) has \(sender.balance.decimal) Rau and cannot send \(transfer.amount.decimal) and pay its fee"))
    }
    // The fund charges and stores the sender itself; the copy charged here is stored over it (golden quirk 9).
    try fees.depositFee(fee, from: context.caller, height: context.block.height, state: state)
    sender.balance = charged
    sender.raiseNonce(to: context.action.envelope.nonce)

    let recipientAddress = try recipient(of: transfer)
    if try state.loadAccount(recipientAddress).isContract {
      state.setAccount(sender, at: context.caller)
      return context.receipt(status: .failure, contractAddress: receiptAddress)
    }
    // Not below zero: amount and fee were compared with the balance above.
    sender.balance = sender.balance &- amount
    state.setAccount(sender, at: context.caller)
    if !sender.votee.isEmpty {
      try state.changeVotingWeight(of: sender.votee, at: context.block.height) { $0.subtract(amount) }
    }

    var recipient = try state.loadOrCreateAccount(recipientAddress)
    guard let credited = recipient.balance.adding(amount) else {
      throw .rejected(ActionRejection(.arithmetic, "the balance of \(recipientAddress) would exceed 256 bits"))
    }
    recipient.balance = credited
    state.setAccount(recipient, at: recipientAddress)
    if !recipient.votee.isEmpty {
      try state.changeVotingWeight(of: recipient.votee, at: context.block.height) { $0.add(amount) }
    }
    return context.receipt(status: .success, contractAddress: receiptAddress)
  }

  public func writeGenesisState(of genesis: Genesis, in context: BlockContext, state: WorkingSet) throws(HandlingError) {
    for entry in genesis.account.initBalances {
      _ = try state.loadOrCreateAccount(entry.address, balance: entry.balance)
    }
  }

  private func recipient(of transfer: Transfer) throws(HandlingError) -> Address {
    do {
      return try Address(bech32: transfer.recipient)
    } catch {
      throw .rejected(ActionRejection(.invalidAddress, "the recipient \"\(transfer.recipient)\" is no address: \(error)"))
    }
  }
}
