import Glibc

/// Times for people.
enum UTCTime {
  /// `2019-04-22T00:00:00Z`.
  static func text(seconds: Int64) -> String {
    var value = time_t(seconds)
    var parts = tm()
    guard gmtime_r(&value, &parts) != nil else { return String(seconds) }
    func two(_ number: Int32) -> String { GoText.zeroPadded(number, to: 2) }
    return "\(Int(parts.tm_year) + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))T"
      + "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
  }

  /// The machine's clock, in seconds since 1970, with fractions.
  static var now: Double {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
  }
}
