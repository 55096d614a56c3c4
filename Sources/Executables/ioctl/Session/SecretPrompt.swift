import ClientKit
import Glibc
import Synchronization

/// Reads a line from a terminal that does not show it.
///
/// The terminal gets its echo back whatever ends the reading, a signal included: who presses Ctrl-C at a prompt finds the terminal as it was.
enum SecretPrompt {
  /// What a person can send from the keyboard, and what ends programs politely.
  private static let signals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]
  /// Where the handler writes the number of the signal that came; -1 while nobody reads.
  private static let wake = Atomic<Int32>(-1)
  /// The most bytes of a line.
  private static let limit = 1 << 16

  /// A line, without its end; nil at the end of input.
  ///
  /// - Throws: when standard input is no terminal, so that no secret is read from a pipe by accident.
  static func read() throws(CommandFailure) -> SecretBytes? {
    var settings = termios()
    guard tcgetattr(STDIN_FILENO, &settings) == 0 else {
      throw CommandFailure(
        SystemMessage.text(of: errno),
        hint: "Secrets are typed on a terminal. Scripts say where the password is: --password env:NAME, file:PATH, fd:N or stdin.")
    }
    var quiet = settings
    quiet.c_lflag &= ~tcflag_t(ECHO)
    quiet.c_lflag |= tcflag_t(ICANON | ISIG)
    quiet.c_iflag |= tcflag_t(ICRNL)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw CommandFailure(SystemMessage.text(of: errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    wake.store(ends[1], ordering: .sequentiallyConsistent)
    let handled = signals.filter(catchSignal)
    tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
    defer {
      tcsetattr(STDIN_FILENO, TCSANOW, &settings)
      for number in handled { signal(number, SIG_DFL) }
      wake.store(-1, ordering: .sequentiallyConsistent)
      for end in ends { close(end) }
    }
    return line(signalled: ends[0]) { number in
      tcsetattr(STDIN_FILENO, TCSANOW, &settings)
      take(number)
      // Only after a stop does the program go on here.
      _ = catchSignal(number)
      tcsetattr(STDIN_FILENO, TCSANOW, &quiet)
    }
  }

  /// Lets a signal wake the reader. One that is ignored, as under `nohup`, stays so.
  private static func catchSignal(_ number: Int32) -> Bool {
    let before = signal(number) { number in
      var byte = UInt8(truncatingIfNeeded: number)
      _ = Glibc.write(SecretPrompt.wake.load(ordering: .sequentiallyConsistent), &byte, 1)
    }
    guard unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) else { return true }
    signal(number, SIG_IGN)
    return false
  }

  /// Lets a signal do to the program what it does by itself, before this function returns.
  private static func take(_ number: Int32) {
    signal(number, SIG_DFL)
    // The threads of Swift's pool block signals; one that is raised there would wait for ever.
    var one = sigset_t()
    var before = sigset_t()
    sigemptyset(&one)
    sigaddset(&one, number)
    pthread_sigmask(SIG_UNBLOCK, &one, &before)
    raise(number)
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  private static func line(signalled: Int32, _ onSignal: (Int32) -> Void) -> SecretBytes? {
    var line: [UInt8] = []
    // All at once, so that growing leaves no copies behind.
    line.reserveCapacity(limit)
    defer { SecretBytes.wipe(&line) }
    var byte: UInt8 = 0
    while line.count < limit {
      var waiting = [
        pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0), pollfd(fd: signalled, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&waiting, 2, -1) > 0 else { continue }
      if waiting[1].revents != 0, Glibc.read(signalled, &byte, 1) == 1 {
        onSignal(Int32(byte))
        continue
      }
      guard waiting[0].revents != 0 else { continue }
      let count = Glibc.read(STDIN_FILENO, &byte, 1)
      if count < 0, errno == EINTR { continue }
      if count <= 0 {
        guard !line.isEmpty else { return nil }
        break
      }
      if byte == UInt8(ascii: "\n") { break }
      if byte != UInt8(ascii: "\r") { line.append(byte) }
    }
    return SecretBytes(line)
  }
}
