/// Rules in the form that the loops read: make it once for each fork and use it for all transactions.
public final class CompiledRules: Sendable {
  typealias Entry = OpcodeTable.Entry

  /// The rules.
  public let rules: EVMRules
  /// The opcode table, 256 entries.
  nonisolated(unsafe) let entries: UnsafePointer<Entry>
  /// What each single instruction needs, 256 entries; undefined ones are impossible.
  nonisolated(unsafe) let checks: UnsafePointer<BlockEntry>
  /// What preparing code must know of each instruction, 256 entries.
  nonisolated(unsafe) let steps: UnsafePointer<PreparationStep>
  /// Identifies the opcode table among all that run the same code: code is prepared anew for another one.
  let fingerprint: UInt64

  /// Compiles rules.
  public init(_ rules: EVMRules) {
    self.rules = rules
    let entries = UnsafeMutablePointer<Entry>.allocate(capacity: 256)
    let checks = UnsafeMutablePointer<BlockEntry>.allocate(capacity: 256)
    let steps = UnsafeMutablePointer<PreparationStep>.allocate(capacity: 256)
    // FNV-1a over the table. Tables are ours, not an attacker's, so 64 bits tell them apart.
    var fingerprint: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in 0..<256 {
      let entry = rules.opcodes[Opcode(UInt8(byte))]
      (entries + byte).initialize(to: entry)
      (steps + byte).initialize(to: PreparationStep(Opcode(UInt8(byte)), entry))
      let check =
        entry.isDefined
        ? BlockEntry(gas: UInt32(entry.gas), required: Int(entry.takes), growth: Int(entry.change)) : .impossible
      (checks + byte).initialize(to: check)
      for part in [UInt64(entry.gas), UInt64(entry.takes), UInt64(bitPattern: Int64(entry.change)), entry.isDefined ? 1 : 0] {
        fingerprint = (fingerprint ^ part) &* 0x0000_0100_0000_01b3
      }
    }
    self.entries = UnsafePointer(entries)
    self.checks = UnsafePointer(checks)
    self.steps = UnsafePointer(steps)
    self.fingerprint = fingerprint
  }

  deinit {
    entries.deallocate()
    checks.deallocate()
    steps.deallocate()
  }
}
