internal import Foundation

/// What the system says about this process, in Prometheus' usual names. Read anew for each exposition.
enum ProcessMetrics {
  /// The start of the process as Unix time in seconds, as near as this program knows.
  private static let start = Date().timeIntervalSince1970

  static func exposition() -> String {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    let cpu =
      Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
    let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ").dropFirst().first.flatMap {
      Int($0)
    }
    let descriptors = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count
    var lines = [
      "# TYPE process_cpu_seconds_total counter", "process_cpu_seconds_total \(cpu)", "# TYPE process_start_time_seconds gauge",
      "process_start_time_seconds \(start)",
    ]
    if let pages {
      lines += ["# TYPE process_resident_memory_bytes gauge", "process_resident_memory_bytes \(pages * Int(sysconf(Int32(_SC_PAGESIZE))))"]
    }
    if let descriptors { lines += ["# TYPE process_open_fds gauge", "process_open_fds \(descriptors)"] }
    return lines.joined(separator: "\n") + "\n"
  }
}
