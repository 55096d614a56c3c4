import Foundation

/// The memory that the system has given this process.
enum ResidentMemory {
  /// Its size in bytes now; 0 where the system does not say.
  static func byteCount() -> Int {
    guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return 0 }
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
