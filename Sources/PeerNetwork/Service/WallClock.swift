import ChainTypes
import Glibc

/// The time of day, which envelopes carry for measuring delays. Nothing depends on it.
enum WallClock {
  /// The time now.
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: Int32(truncatingIfNeeded: time.tv_nsec))
  }
}
