/// How the protocol behaves at a height: what handlers, the EVM and validation read instead of comparing heights.
///
/// Each rule is named for the behaviour in force, its comment says where the behaviour was learnt and which fork ends it. "Quirk" numbers
/// are those of the golden data's description; files without a path are in action/protocol/execution/evm of the reference at v0.5.0,
/// core/vm is of its go-ethereum 1.8.16. Get rules from ``ForkSchedule/rules(at:)``. Each fork's file lists only what it changes.
///
/// No rule stands for behaviours that no fork has changed or that are no protocol: the encodings of accounts and the sign that a
/// voting weight loses (8), zero fees and amounts that write nothing (7, 11), the order of minting (13, 31), failed transfers to
/// contracts (16), the sub-chain protocol and the vote protocol (17, 32, 38), intrinsic gas (23), the empty contract address (29),
/// read-only calls (30), keys of reward accounts (34), failed rewarding actions (35, 36), the choice of delegates (39, 40), hashes,
/// signatures and footers (44–49), header fields nobody checks (51), the genesis hash (52), and the order of handlers (54).
public struct Rules: Sendable, Hashable {
  // MARK: Fees and gas

  /// The gas of an execution leaves the caller's account twice: once with the deposit before it runs, once when the fee goes to the
  /// rewarding fund. If the balance does not suffice for the second, the block is invalid.
  ///
  /// Quirk 10, action/protocol/execution/evm/evm.go. Ends with Pacific.
  public internal(set) var chargesExecutionGasTwice: Bool

  /// A transfer's fee goes to the rewarding fund before the amount moves; the fund's deposit stores the sender itself, and the sender is
  /// then stored again from the copy charged before. Later the fee comes last.
  ///
  /// Quirk 9, action/protocol/account/transfer.go. Ends with Pacific.
  public internal(set) var depositsTransferFeeFirst: Bool

  /// An action may not ask for more gas than the genesis' `actionGasLimit`, and GASLIMIT in the EVM never shows more.
  ///
  /// Quirk 22, action/protocol/generic_validator.go and evm.go. Ends with Aleutian.
  public internal(set) var capsGasPerAction: Bool

  /// Only the producer stops at the block gas limit: validation compares each action with the whole limit, so a block may exceed it.
  ///
  /// Quirk 12, state/factory/statetx.go. Ends with Vanuatu.
  public internal(set) var checksBlockGasLimitOnlyWhenMinting: Bool

  /// A system action of the rewarding protocol pays its (zero) fee and writes its sender's account like any other action.
  ///
  /// Quirk 35, action/protocol/rewarding/protocol.go. Ends with Okhotsk.
  public internal(set) var settlesSystemActionsLikeOthers: Bool

  // MARK: Nonces and addresses

  /// An action with nonce 0 passes without a check of its nonce, and leaves its sender's nonce as it is.
  ///
  /// Quirk 14, blockchain/blockvalidator.go. Ends with Okhotsk.
  public internal(set) var skipsNonceCheckForNonceZero: Bool

  /// A new account's first action has nonce 1.
  ///
  /// Quirk 14, state/account.go. Ends with Okhotsk, and for accounts that had none by then with Sumatra.
  public internal(set) var startsAccountsAtNonceOne: Bool

  /// An execution raises its caller's nonce to one above the state's, whatever the action's own nonce is; a creation whose amount exceeds
  /// the balance does not raise it.
  ///
  /// Quirk 15, evm.go. No fork has ended it.
  public internal(set) var executionNonceFollowsState: Bool

  /// The address of a new contract is made from its creator's confirmed nonce, the last one used.
  ///
  /// Quirk 15, evmstatedbadapter.go, `GetNonce`. Ends with Hawaii.
  public internal(set) var createsContractsFromConfirmedNonce: Bool

  /// Actions name no chain, so one that was signed for another network with the same accounts is valid here.
  ///
  /// action/envelope.go. Ends with Midway.
  public internal(set) var ignoresChainIdentifiers: Bool

  /// Addresses of the older form are read where an action names an account.
  ///
  /// vendor/github.com/iotexproject/iotex-address. Ends with Newfoundland.
  public internal(set) var acceptsLegacyAddressForms: Bool

  /// An execution may have 32 KiB at most, counted as a basic size plus key, amounts and data.
  ///
  /// Quirk 53, action/protocol/execution/protocol.go. Ends with Sumatra.
  public internal(set) var limitsExecutionDataTo32KiB: Bool

  // MARK: State writes and their digest

  /// The digest of a block's writes has namespace, key and value of each, but not whether it is a put or a delete.
  ///
  /// Quirk 1, db/batch.go. Ends with Easter.
  public internal(set) var digestOmitsWriteKinds: Bool

  /// Contract code is stored at once, outside the block's writes and their digest.
  ///
  /// Quirk 4, action/protocol/execution/evm/contract.go. Ends with Easter.
  public internal(set) var keepsCodeOutsideDigest: Bool

  /// Each change of a contract's storage writes the trie's nodes immediately, even if the value is the same.
  ///
  /// Quirk 5, db/trie. Ends with Greenland.
  public internal(set) var writesContractTrieAtOnce: Bool

  /// At the end of an execution every contract whose storage or code was read is written back, changed or not.
  ///
  /// Quirk 6, evmstatedbadapter.go, `CommitContracts`. Ends with Yap.
  public internal(set) var writesBackUnchangedContracts: Bool

  /// The records of the rewarding protocol are in the namespace of accounts.
  ///
  /// Quirk 34, action/protocol/rewarding/protocol.go. Ends with Greenland.
  public internal(set) var keepsRewardsInAccountNamespace: Bool

  /// Putting a poll result writes, for each candidate, the candidate list under construction.
  ///
  /// Quirk 37, action/protocol/poll/protocol.go, `setCandidates`. Ends with Easter.
  public internal(set) var rebuildsCandidateListPerCandidate: Bool

  // MARK: Receipts

  /// A receipt's status is 1 or 0, whatever made an execution fail.
  ///
  /// Quirk 19, action/receipt.go. Ends with Bering.
  public internal(set) var knowsOnlySuccessAndFailure: Bool

  /// An execution whose amount exceeds what its caller has left fails with a receipt; later it makes the block invalid. The reference means
  /// to do so from the start, but looks at the wrong error.
  ///
  /// evm.go, `executeInEVM`. Ends with Bering.
  public internal(set) var insufficientBalanceGivesFailedReceipt: Bool

  /// Logs of reverted calls and of failed executions are in the receipt.
  ///
  /// Quirk 24, evmstatedbadapter.go. Ends with Midway.
  public internal(set) var keepsLogsOnRevert: Bool

  /// The index of every log is 0.
  ///
  /// Quirk 24, action/receipt.go. Ends with Midway.
  public internal(set) var numbersAllLogsZero: Bool

  /// In its serialised form, and so in the receipt's hash, every topic of a log is the last one: the reference's loop stores the same slice
  /// each time.
  ///
  /// action/receipt.go, `toProto` of a log. Ends with Aleutian.
  public internal(set) var repeatsLastTopic: Bool

  /// A block's header has no bloom of its logs.
  ///
  /// blockchain/block/header.go. Ends with Aleutian.
  public internal(set) var omitsLogsBloom: Bool

  // MARK: Contract snapshots

  /// The gas refund of a reverted call stays, and a failed execution gets it too.
  ///
  /// Quirk 25, evmstatedbadapter.go and evm.go. Ends with Okhotsk.
  public internal(set) var keepsRefundsOnRevert: Bool

  /// A snapshot whose number was used before keeps the older copy of contracts and self-destructions, and a revert to it restores that
  /// copy.
  ///
  /// Quirk 41, evmstatedbadapter.go, `Snapshot`. Ends with Kamchatka.
  public internal(set) var keepsStaleSnapshots: Bool

  /// A revert loads the saved storage root of each cached contract and stops at the first that is not there; the tries after it keep their
  /// reverted content. Up to Hawaii the order is that of a Go map, so blocks in which it matters may not be reproducible.
  ///
  /// Quirk 42, evmstatedbadapter.go, `RevertToSnapshot`. No fork has ended it.
  public internal(set) var stopsRevertAtFirstMissingRoot: Bool

  // MARK: EVM

  /// BLOCKHASH is zero for every height.
  ///
  /// Quirk 21, evm.go, `GetHashFn`. Ends with Hawaii.
  public internal(set) var blockHashOpcodeIsZero: Bool

  /// There are the precompiled contracts 1 to 4 only; 5 to 8 are ordinary accounts.
  ///
  /// Quirk 19, core/vm/evm.go of go-ethereum 1.8.16. Ends with Greenland.
  public internal(set) var hasOnlyHomesteadPrecompiles: Bool

  /// STATICCALL does not refuse writes.
  ///
  /// Quirk 19, core/vm/interpreter.go. Ends with Greenland.
  public internal(set) var staticCallAllowsWrites: Bool

  /// CREATE gives all gas to the new contract; CREATE2 and the calls keep a 64th.
  ///
  /// Quirk 19, core/vm/instructions.go. Ends with Greenland.
  public internal(set) var createForwardsAllGas: Bool

  /// If the gas does not suffice to store a new contract's code, the account, its balance, its storage and the rest of the gas stay; at the
  /// top the receipt says failure.
  ///
  /// Quirk 19, core/vm/evm.go, `create`. Ends with Greenland.
  public internal(set) var keepsContractWhenCodeDepositFails: Bool

  /// A contract's code may be of any size.
  ///
  /// Quirk 19, core/vm/evm.go. Ends with Greenland.
  public internal(set) var allowsCodeOfAnySize: Bool

  /// A new contract's nonce is 0.
  ///
  /// Quirk 19, core/vm/evm.go. Ends with Greenland.
  public internal(set) var startsContractsAtNonceZero: Bool

  /// Calling an account that does not exist creates it, precompiled contracts included, also without an amount.
  ///
  /// Quirks 19 and 20, core/vm/evm.go and gas_table.go. Ends with Greenland.
  public internal(set) var createsAccountOnEmptyCall: Bool

  /// SELFDESTRUCT costs no gas.
  ///
  /// Quirk 19, core/vm/gas_table.go. Ends with Greenland.
  public internal(set) var selfDestructIsFree: Bool

  /// CREATE2 charges nothing for hashing the code.
  ///
  /// Quirk 19, core/vm/gas_table.go. Ends with Bering.
  public internal(set) var create2HashingIsFree: Bool

  /// SSTORE costs 20000, 5000 or refunds 15000 by the current value alone (no EIP-1283, no EIP-2200).
  ///
  /// Quirk 19, core/vm/gas_table.go. Ends with Iceland.
  public internal(set) var usesPlainStorageGas: Bool

  /// EXTCODEHASH of an account without code is 0, also if the account exists.
  ///
  /// Quirk 26, evmstatedbadapter.go, `GetCodeHash`. No fork has ended it.
  public internal(set) var hashesMissingCodeAsZero: Bool

  /// A contract that destroyed itself still runs until the execution ends; what it is sent until then is lost. Its state is deleted at the
  /// end, its code and storage nodes stay.
  ///
  /// Quirk 28, evmstatedbadapter.go. Changes with Vanuatu (EIP-6780).
  public internal(set) var runsDestroyedContracts: Bool

  // MARK: Rewards, delegates, consensus

  /// Nobody checks that a block's poll result and reward grants are there, in their places, or from the producer.
  ///
  /// Quirk 31, blockchain/blockvalidator.go. Ends with Quebec. (What arrives now, pool and new-block validation refuse all the same; this
  /// is about history.)
  public internal(set) var acceptsAnySystemActionLayout: Bool

  /// A delegate below the productivity threshold gets no epoch reward; later there is probation instead.
  ///
  /// Quirk 33, action/protocol/rewarding/reward.go. Ends with Easter.
  public internal(set) var withholdsRewardsByProductivity: Bool

  /// Productivity is counted from the epoch's blocks, the current one included, not from a record in the state.
  ///
  /// Quirk 33, blockchain/blockchain.go, `ProductivityByEpoch`. Ends with Greenland.
  public internal(set) var countsProductivityFromBlocks: Bool

  /// Rounds are counted from the time in the last block's footer, which no signature protects, instead of the time in its header.
  ///
  /// Quirk 50, consensus/scheme/rolldpos/roundcalculator.go. Ends with Bering.
  public internal(set) var alignsRoundsOnCommitTime: Bool
}
