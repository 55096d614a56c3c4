internal import Dispatch
internal import Foundation
internal import Synchronization

/// Notices Ctrl-C and SIGTERM, so that long work can end at a safe place.
///
/// A second signal ends the program at once.
final class Interruption: Sendable {
  private let state = Atomic<Bool>(false)
  private let sources: Mutex<[any DispatchSourceSignal]> = Mutex([])

  /// Begins to listen.
  init() {
    for number in [SIGINT, SIGTERM] {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [state = Weak(self)] in
        guard let interruption = state.value else { return }
        if interruption.state.exchange(true, ordering: .relaxed) { exit(128 + number) }
        FileHandle.standardError.write(Data("\niotexd: stopping after what is in progress (again to stop at once)\n".utf8))
      }
      source.resume()
      sources.withLock { $0.append(source) }
    }
  }

  /// Whether somebody asked to stop.
  var isRequested: Bool { state.load(ordering: .relaxed) }

  private struct Weak: Sendable {
    weak let value: Interruption?

    init(_ value: Interruption) { self.value = value }
  }
}
