internal import ChainTypes
internal import Foundation
internal import Synchronization

/// The time of day as this node sees it. Rehearsals set it wrong on purpose.
final class NodeClock: Sendable {
  private let offset = Atomic<Int64>(0)

  /// How many milliseconds the clock is set ahead of the machine's.
  var skew: Int64 {
    get { offset.load(ordering: .relaxed) }
    set { offset.store(newValue, ordering: .relaxed) }
  }

  /// Now.
  var now: Timestamp {
    let time = Date().timeIntervalSince1970
    let seconds = time.rounded(.down)
    let machine = Timestamp(seconds: Int64(seconds), nanoseconds: Int32((time - seconds) * 1e9))
    return machine.adding(nanoseconds: skew &* 1_000_000) ?? machine
  }
}
