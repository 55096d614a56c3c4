internal import Foundation

/// What a process has used so far, from `/proc`.
struct ProcessUsage: Sendable, Hashable {
  /// Seconds of CPU time, user and system.
  let cpuSeconds: Double
  /// Bytes of memory in RAM.
  let residentBytes: Int

  /// Reads the figures; nil when the process has ended.
  init?(process identifier: Int32) {
    guard let text = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
      // The program's name, in brackets, may hold blanks.
      let end = text.lastIndex(of: ")")
    else { return nil }
    let fields = text[text.index(after: end)...].split(separator: " ")
    guard fields.count > 21, let user = Double(fields[11]), let system = Double(fields[12]), let pages = Int(fields[21]) else { return nil }
    cpuSeconds = (user + system) / Double(sysconf(Int32(_SC_CLK_TCK)))
    residentBytes = pages * sysconf(Int32(_SC_PAGESIZE))
  }
}
