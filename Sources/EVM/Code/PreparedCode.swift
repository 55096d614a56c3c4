/// Code made ready for the fast loop: a stream of operations and, for each place where a straight run of instructions
/// begins, what the run needs.
///
/// Runs end with instructions that jump, stop, hand over to another frame, write to the host, or must know the exact gas.
/// Admitting a run as a whole is therefore invisible: if it is refused, the same run is executed again one instruction
/// after the other, so the effects and the reason are those of the Yellow Paper. This is evmone's "advanced" idea.
///
/// The stream is as long as the code, so positions keep their meaning; only operations are rewritten, never operands.
struct PreparedCode {
  /// The opcode table that this form belongs to.
  let fingerprint: UInt64
  /// The operations, padded like the code.
  let operations: UnsafePointer<UInt8>
  /// Entry q describes the run that is reached from the instruction at q - 1 (or from the start, for 0). For a JUMPDEST
  /// at d that is entry d + 1, which includes its own price.
  let entries: UnsafePointer<BlockEntry>
  /// The next form in the list.
  var next: UnsafeRawPointer?

  /// Code longer than this runs in the careful loop: preparing takes eight bytes for each byte of code.
  static let sizeLimit = 131_072

  /// Frees a list of forms.
  static func freeList(_ head: UnsafeRawPointer?) {
    var current = head
    while let form = current?.assumingMemoryBound(to: PreparedCode.self) {
      current = form.pointee.next
      form.pointee.operations.deallocate()
      form.pointee.entries.deallocate()
      form.deallocate()
    }
  }

  /// The form for an opcode table in a list, if it is there.
  static func find(_ fingerprint: UInt64, in head: UnsafeRawPointer?) -> UnsafePointer<PreparedCode>? {
    var current = head
    while let form = current?.assumingMemoryBound(to: PreparedCode.self) {
      if form.pointee.fingerprint == fingerprint { return form }
      current = form.pointee.next
    }
    return nil
  }

  /// Prepares code for the opcode table of the rules.
  static func make(_ code: Bytecode, _ rules: CompiledRules) -> UnsafeMutablePointer<PreparedCode> {
    let size = code.count + Bytecode.padding
    let operations = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    operations.initialize(from: code.base, count: size)
    let entries = UnsafeMutablePointer<BlockEntry>.allocate(capacity: code.count + 2)
    // All-zero bytes are `BlockEntry.none`.
    UnsafeMutableRawPointer(entries).initializeMemory(
      as: UInt8.self, repeating: 0, count: (code.count + 2) * MemoryLayout<BlockEntry>.stride)
    var preparation = CodePreparation(code: code, rules: rules, operations: operations, entries: entries)
    preparation.run()
    let form = UnsafeMutablePointer<PreparedCode>.allocate(capacity: 1)
    form.initialize(
      to: PreparedCode(fingerprint: rules.fingerprint, operations: operations, entries: entries, next: nil))
    return form
  }
}
