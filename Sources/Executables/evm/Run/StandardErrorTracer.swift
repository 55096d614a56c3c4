import EVM
import Foundation

/// Traces to standard error, in the format of EIP-3155.
enum StandardErrorTracer {
  /// A tracer that prints each instruction.
  static func make(includesMemory: Bool = false) -> StructLogTracer {
    StructLogTracer(includesMemory: includesMemory) { log in
      FileHandle.standardError.write(Data((EIP3155Line.step(log) + "\n").utf8))
    }
  }
}
