internal import Foundation

/// Ends this process in good order when the one that started it is gone.
enum ParentWatch {
  /// Begins to watch: standard input ends when the other process does, or closes it.
  static func begin() {
    Thread.detachNewThread {
      while let chunk = try? FileHandle.standardInput.read(upToCount: 4096), !chunk.isEmpty {}
      kill(getpid(), SIGTERM)
    }
  }
}
