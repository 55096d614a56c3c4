internal import Synchronization

/// Whether this node produces blocks; operators switch it while the node runs (`/ha`).
public final class ActivitySwitch: Sendable {
  private let active: Atomic<Bool>

  /// A switch in a position (`system.active`).
  public init(isActive: Bool) {
    active = Atomic(isActive)
  }

  /// Its position.
  public var isActive: Bool {
    get { active.load(ordering: .relaxed) }
    set { active.store(newValue, ordering: .relaxed) }
  }
}
