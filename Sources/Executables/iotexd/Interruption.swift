internal import Foundation
internal import Synchronization

/// Notices Ctrl-C and SIGTERM, so that long work can end at a safe place. A second signal ends the program at once.
///
/// A signal handler may touch nothing but atomics, so there is one flag for the process.
enum Interruption {
  private static let requested = Atomic<Bool>(false)

  /// Begins to listen.
  static func listen() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        if Interruption.requested.exchange(true, ordering: .relaxed) { _exit(128 + number) }
      }
    }
  }

  /// Whether somebody asked to stop.
  static var isRequested: Bool { requested.load(ordering: .relaxed) }
}
