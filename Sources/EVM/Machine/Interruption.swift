/// Why the loop cannot go on in the running frame. One byte, so that throwing it costs a register.
enum Interruption: Error {
  /// The frame ends exceptionally.
  case halt(ExceptionalHalt)
  /// The whole execution ends: it was cancelled or reached its step limit.
  case abort(ExceptionalHalt)
  /// The host broke; the fault is in `MachineState.fault`.
  case hostFault
}
