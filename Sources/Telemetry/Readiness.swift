internal import Synchronization

/// Whether the node can be asked: started, and in sync with its network.
///
/// (The reference says it is ready as soon as its services run.)
public final class Readiness: Sendable {
  /// What the node is doing.
  public enum State: String, Sendable {
    /// Services are being started.
    case starting
    /// The chain is behind the network.
    case syncing
    /// Ready.
    case ready
    /// Services are being stopped.
    case stopping
  }

  private let state = Mutex(State.starting)

  /// Not ready.
  public init() {}

  /// What the node is doing now.
  public var current: State {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }
}
