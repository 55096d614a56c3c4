public import Primitives

extension Genesis {
  /// The genesis keys below `account`.
  public struct Account: Sendable, Hashable {
    /// An account with a balance from the start.
    public struct InitialBalance: Sendable, Hashable {
      /// The account.
      public var address: Address
      /// Its balance in Rau.
      public var balance: U256

      /// A balance of an account.
      public init(address: Address, balance: U256) {
        self.address = address
        self.balance = balance
      }
    }

    /// The balances, each account once, ordered by the accounts' io1… form: the order in which they are hashed and written.
    public let initBalances: [InitialBalance]

    /// Balances; of two for one account the later counts.
    public init(_ balances: some Sequence<InitialBalance>) {
      var byText: [String: InitialBalance] = [:]
      for balance in balances { byText[balance.address.bech32] = balance }
      initBalances = byText.sorted { $0.key < $1.key }.map(\.value)
    }

    /// The same balances and more; where both have an account, the added balance counts. This is how the reference merges a genesis
    /// file into its built-in one.
    public func merging(_ added: some Sequence<InitialBalance>) -> Account { Account(initBalances + Array(added)) }

    /// The sum of all balances in Rau; nil if it exceeds 256 bits, which no valid genesis does.
    public var total: U256? {
      var total = U256.zero
      for entry in initBalances {
        guard let sum = total.adding(entry.balance) else { return nil }
        total = sum
      }
      return total
    }
  }
}
