import Synchronization

/// Bounds for executions that nobody pays for, such as read-only calls from outside. With limits the careful loop runs,
/// which is slower; executions that are part of a block have none, their gas is their limit.
public struct ExecutionLimits: Sendable {
  /// The greatest number of instructions, counted over all frames.
  public var steps: UInt64?
  /// A flag that ends the execution soon after it is raised.
  public var cancellation: CancellationFlag?

  /// Limits; `nil` means none.
  public init(steps: UInt64? = nil, cancellation: CancellationFlag? = nil) {
    self.steps = steps
    self.cancellation = cancellation
  }

  /// No limits.
  public static let none = ExecutionLimits()

  var areNone: Bool { steps == nil && cancellation == nil }
}

/// Tells a running execution to stop. May be raised from any thread.
public final class CancellationFlag: Sendable {
  private let raised = Atomic(false)
  private let condition: (@Sendable () -> Bool)?

  /// A flag that is not raised.
  public init() { condition = nil }

  /// A flag that counts as raised as soon as a condition holds. The machine asks every few hundred instructions.
  public init(when condition: @escaping @Sendable () -> Bool) { self.condition = condition }

  /// Raises the flag; it stays raised.
  public func cancel() {
    raised.store(true, ordering: .relaxed)
  }

  /// Whether the flag is raised.
  public var isCancelled: Bool { raised.load(ordering: .relaxed) || condition?() == true }
}
