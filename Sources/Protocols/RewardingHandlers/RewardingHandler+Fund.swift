public import Primitives
public import ProtocolKit
public import State

extension RewardingHandler: FeeSink {
  public func depositFee(_ fee: U256, from payer: Address, height: UInt64, state: WorkingSet) throws(HandlingError) {
    // Actions of the genesis block pay nothing.
    guard !fee.isZero, height > 0 else { return }
    do {
      try deposit(fee, from: payer, store: RewardStore(state: state))
    } catch {
      switch error {
      case .stopped(let cause): throw cause
      case .failed:
        throw .rejected(ActionRejection(.insufficientBalance, "\(payer) cannot pay its fee of \(fee.decimal) Rau"))
      }
    }
  }

  /// Moves an amount from an account into the fund.
  func deposit(_ amount: U256, from payer: Address, store: RewardStore) throws(RewardingFailure) {
    let state = store.state
    guard try running({ () throws(HandlingError) in try state.loadAccount(payer) }).balance >= amount else { throw .failed }
    var account = try running { () throws(HandlingError) in try state.loadOrCreateAccount(payer) }
    account.balance = account.balance &- amount  // Not below zero, see above.
    state.setAccount(account, at: payer)
    guard var fund = try running({ () throws(HandlingError) in try store.fund() }) else { throw .failed }
    guard let total = fund.total.adding(amount), let available = fund.available.adding(amount) else { throw .failed }
    fund.total = total
    fund.available = available
    store.setFund(fund)
  }

  /// Pays an amount out of what an address was granted into its balance.
  func claim(_ amount: U256, by address: Address, store: RewardStore) throws(RewardingFailure) {
    guard var fund = try running({ () throws(HandlingError) in try store.fund() }), let total = fund.total.subtracting(amount) else {
      throw .failed
    }
    fund.total = total
    store.setFund(fund)

    // An address that never got a reward cannot even claim nothing.
    guard var granted = try running({ () throws(HandlingError) in try store.account(address) }),
      let remaining = granted.balance.subtracting(amount)
    else { throw .failed }
    granted.balance = remaining
    store.setAccount(granted, at: address)

    var account = try running { () throws(HandlingError) in try store.state.loadOrCreateAccount(address) }
    guard let balance = account.balance.adding(amount) else { throw .failed }
    account.balance = balance
    store.state.setAccount(account, at: address)
  }

  /// Takes an amount out of what the fund can still grant.
  func takeAvailable(_ amount: U256, store: RewardStore) throws(RewardingFailure) {
    guard var fund = try running({ () throws(HandlingError) in try store.fund() }), let available = fund.available.subtracting(amount)
    else { throw .failed }
    fund.available = available
    store.setFund(fund)
  }

  /// Adds an amount to what an address may claim.
  func grant(_ amount: U256, to address: Address, store: RewardStore) throws(RewardingFailure) {
    let granted = try running { () throws(HandlingError) in try store.account(address) } ?? RewardAccount(balance: .zero)
    guard let balance = granted.balance.adding(amount) else { throw .failed }
    store.setAccount(RewardAccount(balance: balance), at: address)
  }

  /// Lets a failure of the state stop the block instead of failing the action.
  func running<Value>(_ body: () throws(HandlingError) -> Value) throws(RewardingFailure) -> Value {
    do {
      return try body()
    } catch {
      throw .stopped(error)
    }
  }
}
