/// Everything that distinguishes one version of the machine from another, each behaviour a switch of its own.
///
/// Ethereum's forks are static members, each built on the one before and listing only what it changes
/// (`EVMRules+<Fork>.swift`). Chains that combine them differently copy one and set the members.
/// Prices of whole transactions (intrinsic gas, refund caps, fee rules) are not here; see `TransactionRules`.
public struct EVMRules: Sendable, Hashable {
  /// The instructions and their static prices.
  public var opcodes: OpcodeTable
  /// The precompiled contracts.
  public var precompiles: PrecompileSet
  /// What the precompiled contracts cost.
  public var precompilePrices = PrecompilePrices()

  // MARK: Calls

  /// Whether a call may pass on at most 63/64 of the gas and is given less silently (EIP-150); else asking for more
  /// than is left halts.
  public var callsKeepOneSixtyFourth = false
  /// Whether writes inside STATICCALL halt (EIP-214). The instruction itself is in `opcodes`.
  public var protectsStaticCalls = false
  /// When a call costs 25,000 more because it makes an account.
  public var newAccountCharge = NewAccountCharge.whenMissing
  /// Whether a call without value to a missing account makes no account (EIP-161).
  public var ignoresEmptyCallsToMissing = false
  /// Whether calls follow the delegation that an account's code designates (EIP-7702).
  public var followsDelegations = false

  // MARK: Creations

  /// Whether CREATE keeps 1/64 of the gas (EIP-150); else it passes on all.
  public var createKeepsOneSixtyFourth = false
  /// Whether CREATE2 keeps 1/64 of the gas.
  public var create2KeepsOneSixtyFourth = true
  /// What happens when a creation cannot pay for storing its code.
  public var codeDeposit = CodeDeposit.keepsAccountWithoutCode
  /// The nonce of a new contract: 1 from EIP-161 on.
  public var newContractNonce: UInt64 = 0
  /// The greatest code that can be stored (EIP-170), in bytes.
  public var maxCodeSize = Int.max
  /// The greatest code that a creation can run (EIP-3860), in bytes.
  public var maxInitCodeSize = Int.max
  /// What each word of the init code costs at CREATE and CREATE2 (EIP-3860).
  public var initCodeWordGas: UInt64 = 0
  /// What each word of the init code costs at CREATE2 for hashing it (EIP-1014).
  public var create2HashWordGas: UInt64 = 6
  /// Whether code that begins with 0xef cannot be stored (EIP-3541).
  public var rejectsCodeBeginningWithEF = false
  /// Whether an account with storage is in the way of a creation (EIP-7610, in force for all of Ethereum's past).
  public var storageForbidsCreation = false

  // MARK: State

  /// How SSTORE is priced and what it pays back.
  public var storage = StorageMetering.simple
  /// Whether accounts and slots cost more at their first use in a transaction (EIP-2929). The static price of the
  /// instructions in `opcodes` is then that of a further use.
  public var chargesColdAccess = false
  /// What each byte of the exponent costs at EXP: 10, then 50 (EIP-160).
  public var expByteGas: UInt64 = 10
  /// When SELFDESTRUCT costs 25,000 more because it makes an account.
  public var selfDestructCharge = SelfDestructCharge.never
  /// What the first SELFDESTRUCT of an account pays back: 24,000, then nothing (EIP-3529).
  public var selfDestructRefund: UInt64 = 24_000
  /// Whether SELFDESTRUCT deletes only accounts created in the same transaction (EIP-6780).
  public var selfDestructsOnlyNewAccounts = false
  /// Whether refunds earned in a frame that failed remain. Ethereum undoes them.
  public var keepsRefundsOfFailedFrames = false

  /// Rules with the given instructions and precompiled contracts and every switch as Frontier had it.
  public init(opcodes: OpcodeTable, precompiles: PrecompileSet) {
    self.opcodes = opcodes
    self.precompiles = precompiles
  }

  /// A copy with changes.
  public func changed(_ change: (inout EVMRules) -> Void) -> EVMRules {
    var copy = self
    change(&copy)
    return copy
  }
}

extension EVMRules {
  /// When CALL costs 25,000 more.
  public enum NewAccountCharge: Sendable, Hashable {
    /// If the account does not exist, with or without value.
    case whenMissing
    /// If value is sent and the account is missing or empty (EIP-161).
    case whenEmptyAndPaid
  }

  /// When SELFDESTRUCT costs 25,000 more.
  public enum SelfDestructCharge: Sendable, Hashable {
    /// Never (before EIP-150).
    case never
    /// If the beneficiary does not exist (EIP-150).
    case whenMissing
    /// If there is a balance to give and the beneficiary is missing or empty (EIP-161).
    case whenEmptyAndPaid
  }

  /// What becomes of a creation that cannot pay for storing its code.
  public enum CodeDeposit: Sendable, Hashable {
    /// It fails like any creation out of gas (EIP-2).
    case fails
    /// The account stays, without code, with its value and storage; the gas that is left is kept. CREATE pushes the
    /// address, CREATE2 pushes 0, and an outermost creation reports `ExceptionalHalt.codeDepositOutOfGas`.
    case keepsAccountWithoutCode
  }

  /// How SSTORE is priced.
  public enum StorageMetering: Sendable, Hashable {
    /// 20,000 from zero to non-zero, else 5,000; 15,000 back from non-zero to zero. The write always reaches the host.
    case simple
    /// Net metering (EIP-1283): 200 for a slot written before.
    case net1283
    /// Net metering with the 2,300 sentry (EIP-2200), prices following SLOAD's and EIP-2929's.
    case net2200
    /// The same with lower refunds (EIP-3529).
    case net3529
  }
}
