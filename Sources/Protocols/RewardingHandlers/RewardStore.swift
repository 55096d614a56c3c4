internal import ChainCrypto
internal import ChainTypes
internal import Primitives
internal import ProtocolKit
internal import State

/// The records of the rewarding protocol and where they are kept.
///
/// A record's key is the last 20 bytes of the Keccak-256 of the protocol's address and a name (`rewarding/protocol.go`).
/// Reward accounts are kept under the name of the parameters followed by the address, not under the prefix that the
/// reference defines for them (golden quirk 34).
struct RewardStore {
  private static let protocolHash = ProtocolAddress.address(of: "rewarding").hash.bytes

  let state: WorkingSet

  private static func key(_ name: String, _ suffix: [UInt8] = []) -> Hash160 {
    Keccak256.hash160(protocolHash + Array(name.utf8) + suffix)
  }

  static let fundKey = key("fnd")
  private static let parametersKey = key("adm")
  private static let exemptKey = key("xpt")

  private func read<Record: ProtobufMessage>(_ key: Hash160) throws(HandlingError) -> Record? {
    try handling { () throws(StateFault) in
      guard let bytes = try state.state(key: key) else { return nil }
      do {
        return try Record(decoding: bytes)
      } catch {
        throw .malformedRecord(namespace: .account, key: key.hex, detail: "\(error)")
      }
    }
  }

  /// The fund; nil before genesis.
  func fund() throws(HandlingError) -> Fund? {
    try read(Self.fundKey)
  }

  func setFund(_ fund: Fund) {
    state.setState(key: Self.fundKey, fund.encoded)
  }

  /// The parameters; nil before genesis.
  func parameters() throws(HandlingError) -> RewardParameters? {
    try read(Self.parametersKey)
  }

  func setParameters(_ parameters: RewardParameters) {
    state.setState(key: Self.parametersKey, parameters.encoded)
  }

  /// The exempt operators; nil before genesis.
  func exemptOperators() throws(HandlingError) -> ExemptOperators? {
    try read(Self.exemptKey)
  }

  func setExemptOperators(_ operators: ExemptOperators) {
    state.setState(key: Self.exemptKey, operators.encoded)
  }

  /// What an address may claim; nil when it never got a reward.
  func account(_ address: Address) throws(HandlingError) -> RewardAccount? {
    try read(Self.key("adm", address.hash.bytes))
  }

  func setAccount(_ account: RewardAccount, at address: Address) {
    state.setState(key: Self.key("adm", address.hash.bytes), account.encoded)
  }

  /// What is granted once per block or once per epoch.
  enum Grant: String {
    case block = "brh"
    case epoch = "erh"
  }

  /// Whether the reward of this block or epoch was granted already.
  func isGranted(_ grant: Grant, index: UInt64) throws(HandlingError) -> Bool {
    try handling { () throws(StateFault) in try state.state(key: Self.historyKey(grant, index)) } != nil
  }

  /// Records the grant; the record itself is empty.
  func setGranted(_ grant: Grant, index: UInt64) {
    state.setState(key: Self.historyKey(grant, index), [])
  }

  private static func historyKey(_ grant: Grant, _ index: UInt64) -> Hash160 {
    key(grant.rawValue, withUnsafeBytes(of: index.littleEndian) { Array($0) })
  }
}
