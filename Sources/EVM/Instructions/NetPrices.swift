import Primitives

/// Prices and refunds of a net-metered SSTORE.
struct NetPrices {
  /// Writing what is there already, or a slot that was written before.
  var noChange: Int64
  /// The first write from zero.
  var set: Int64
  /// The first write from non-zero.
  var reset: Int64
  /// Paid back for clearing a slot.
  var clearing: Int64

  /// EIP-1283.
  static let net1283 = NetPrices(noChange: 200, set: 20_000, reset: 5_000, clearing: 15_000)
  /// EIP-2200: the price of SLOAD instead of 200.
  static let net2200 = NetPrices(noChange: 800, set: 20_000, reset: 5_000, clearing: 15_000)
  /// EIP-2929: the price of a cold slot is charged apart.
  static let net2929 = NetPrices(noChange: 100, set: 20_000, reset: 2_900, clearing: 15_000)
  /// EIP-3529.
  static let net3529 = NetPrices(noChange: 100, set: 20_000, reset: 2_900, clearing: 4_800)

  private init(noChange: Int64, set: Int64, reset: Int64, clearing: Int64) {
    self.noChange = noChange
    self.set = set
    self.reset = reset
    self.clearing = clearing
  }

  /// The prices under rules from EIP-2200 on.
  @inline(__always)
  init(_ rules: EVMRules) {
    if rules.storage == .net3529 {
      self = .net3529
    } else {
      self = rules.chargesColdAccess ? .net2929 : .net2200
    }
  }

  /// What a write that changes the slot pays back, or takes back if negative.
  func refund(_ slot: StorageSlot, _ value: U256) -> Int64 {
    var refund: Int64 = 0
    if !slot.original.isZero {
      if slot.current.isZero { refund -= slot.current == slot.original ? 0 : clearing }
      if value.isZero { refund += clearing }
    }
    // Back to the original in a slot that was written before: the first write is refunded to the price of no change.
    if slot.current != slot.original && slot.original == value {
      refund += (slot.original.isZero ? set : reset) - noChange
    }
    return refund
  }
}
