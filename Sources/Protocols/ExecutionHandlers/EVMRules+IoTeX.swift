internal import ChainSpec
internal import EVM

extension EVMRules {
  /// The machine that IoTeX's rules ask for.
  ///
  /// Mainnet Alpha switched on nothing but Constantinople in go-ethereum's configuration: instructions and prices are
  /// Constantinople's, and what the forks before it changed elsewhere is missing (golden quirk 19).
  static func iotex(_ rules: Rules) -> EVMRules {
    var machine = EVMRules(
      opcodes: EVMRules.constantinople.opcodes,
      precompiles: rules.hasOnlyHomesteadPrecompiles ? EVMRules.homestead.precompiles : EVMRules.byzantium.precompiles)
    machine.callsKeepOneSixtyFourth = true
    machine.createKeepsOneSixtyFourth = !rules.createForwardsAllGas
    machine.create2KeepsOneSixtyFourth = true
    machine.protectsStaticCalls = !rules.staticCallAllowsWrites
    machine.newAccountCharge = rules.createsAccountOnEmptyCall ? .whenMissing : .whenEmptyAndPaid
    machine.ignoresEmptyCallsToMissing = !rules.createsAccountOnEmptyCall
    machine.codeDeposit = rules.keepsContractWhenCodeDepositFails ? .keepsAccountWithoutCode : .fails
    machine.newContractNonce = rules.startsContractsAtNonceZero ? 0 : 1
    if !rules.allowsCodeOfAnySize { machine.maxCodeSize = EVMRules.spuriousDragon.maxCodeSize }
    if rules.create2HashingIsFree { machine.create2HashWordGas = 0 }
    if rules.selfDestructIsFree { machine.opcodes.reprice(.selfDestruct, gas: 0) }
    machine.selfDestructCharge = rules.selfDestructIsFree ? .never : .whenEmptyAndPaid
    machine.storage = rules.usesPlainStorageGas ? .simple : .net2200
    machine.expByteGas = EVMRules.spuriousDragon.expByteGas
    machine.keepsRefundsOfFailedFrames = rules.keepsRefundsOnRevert
    return machine
  }
}
