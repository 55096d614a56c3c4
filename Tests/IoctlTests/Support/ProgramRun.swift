import Dispatch
import Glibc

/// Runs the built program as a child process, as a person or a script would.
struct ProgramRun: Sendable {
  /// What its standard streams are.
  enum Streams: Sendable {
    /// Three pipes.
    case pipes
    /// Standard input is a terminal, the others are pipes.
    case inputTerminal
    /// All three are one terminal.
    case terminal
  }

  /// What is typed once a text has appeared on standard output.
  struct Reply: Sendable {
    let after: String
    let typed: String
    /// A signal to send instead of typing.
    var signal: Int32?
  }

  /// How it ended.
  struct Result: Sendable {
    var output = ""
    var errors = ""
    var code: Int32 = -1
    /// How much processor time it took.
    var processorTime = Duration.zero
    /// Whether the terminal shows what is typed; nil if there is none.
    var echoes: Bool?
  }

  /// The program, beside the test bundle; nil if it was not built.
  static let path: String? = {
    guard let bundle = CommandLine.arguments.first(where: { $0.hasSuffix(".xctest") }) ?? CommandLine.arguments.first else { return nil }
    let folder = bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
    let path = folder + "/ioctl"
    return access(path, X_OK) == 0 ? path : nil
  }()

  var arguments: [String]
  var home: String
  var environment: [String: String] = [:]
  var streams = Streams.pipes
  var input: [UInt8] = []
  var replies: [Reply] = []
  /// Kills the program, if it lives so long.
  var killAfter: Duration?

  /// Runs it to its end, on a thread of its own.
  func result() async -> Result {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: run()) }
    }
  }

  private func run() -> Result {
    var pipes: [[Int32]] = []
    func pipe() -> [Int32] {
      var ends: [Int32] = [-1, -1]
      Glibc.pipe(&ends)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      pipes.append(ends)
      return ends
    }
    var master: Int32 = -1
    var slave: Int32 = -1
    if streams != .pipes {
      // posix_openpt and its kin are not in Swift's import of the C library.
      master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var unlocked: Int32 = 0
      var number: Int32 = 0
      guard master >= 0, ioctl(master, UInt(0x4004_5431), &unlocked) == 0, ioctl(master, UInt(0x8004_5430), &number) == 0 else {
        return Result(errors: "no terminal can be had: error \(errno)")
      }
      slave = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    }
    let standardInput = streams == .pipes ? pipe() : [slave, master]
    let standardOutput = streams == .terminal ? [master, slave] : pipe()
    let standardError = streams == .terminal ? [master, slave] : pipe()
    let process = spawn(standardInput[0], standardOutput[1], standardError[1])
    if slave >= 0 { close(slave) }
    for ends in pipes { close(ends == standardInput ? ends[0] : ends[1]) }
    defer {
      for ends in pipes where ends != standardInput { close(ends[0]) }
      if master >= 0 { close(master) }
    }
    if streams == .pipes {
      _ = input.withUnsafeBytes { write(standardInput[1], $0.baseAddress, $0.count) }
      close(standardInput[1])
    }
    return collect(process, standardOutput[0], standardError[0], master: master)
  }

  private func spawn(_ input: Int32, _ output: Int32, _ errors: Int32) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, target) in [(input, STDIN_FILENO), (output, STDOUT_FILENO), (errors, STDERR_FILENO)] {
      posix_spawn_file_actions_adddup2(&actions, descriptor, target)
    }
    let program = Self.path ?? ""
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) } + [nil]
    // The servers are in this process, beside tests that keep every thread busy.
    let variables = environment.merging(["HOME": home, "PATH": "/usr/bin:/bin", "IOCTL_TIMEOUT": "300"]) { own, _ in own }
    var settings: [UnsafeMutablePointer<CChar>?] = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + settings { free(pointer) } }
    var process: pid_t = -1
    posix_spawn(&process, program, &actions, nil, &words, &settings)
    return process
  }

  private func collect(_ process: pid_t, _ output: Int32, _ errors: Int32, master: Int32) -> Result {
    var texts: [Int32: [UInt8]] = [:]
    var open: Set<Int32> = [output, errors]
    var waiting = replies[...]
    var searched = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while !open.isEmpty {
      var polled = open.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      let patience = killAfter.map { Int32($0 / .milliseconds(1)) } ?? 300_000
      guard poll(&polled, nfds_t(polled.count), patience) > 0 else {
        kill(process, SIGKILL)
        break
      }
      for entry in polled where entry.revents != 0 {
        let count = read(entry.fd, &chunk, chunk.count)
        if count > 0 { texts[entry.fd, default: []] += chunk[..<count] } else { open.remove(entry.fd) }
      }
      let shown = String(decoding: texts[output, default: []].dropFirst(searched), as: UTF8.self)
      if let reply = waiting.first, let range = shown.firstRange(of: reply.after) {
        searched += shown[..<range.upperBound].utf8.count
        waiting.removeFirst()
        type(reply, master, process)
      }
    }
    var status: Int32 = 0
    var usage = rusage()
    while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
    let code = status & 0x7f == 0 ? status >> 8 & 0xff : 128 + status & 0x7f
    let isOne = output == errors
    return Result(
      output: String(decoding: texts[output, default: []], as: UTF8.self),
      errors: isOne ? "" : String(decoding: texts[errors, default: []], as: UTF8.self), code: code,
      processorTime: Self.duration(usage.ru_utime) + Self.duration(usage.ru_stime), echoes: Self.echoes(master))
  }

  /// Types, but a secret only after the program has turned the echo off, so that the terminal does not show it.
  private func type(_ reply: Reply, _ master: Int32, _ process: pid_t) {
    guard master >= 0 else { return }
    if !reply.after.contains("YES") {
      var settings = termios()
      var patience = 2_000
      while patience > 0, tcgetattr(master, &settings) == 0, settings.c_lflag & tcflag_t(ECHO) != 0 {
        poll(nil, 0, 1)
        patience -= 1
      }
    }
    if let signal = reply.signal {
      kill(process, signal)
      return
    }
    let bytes = Array(reply.typed.utf8)
    _ = write(master, bytes, bytes.count)
  }

  private static func duration(_ time: timeval) -> Duration { .seconds(Int64(time.tv_sec)) + .microseconds(Int64(time.tv_usec)) }

  private static func echoes(_ terminal: Int32) -> Bool? {
    var settings = termios()
    guard terminal >= 0, tcgetattr(terminal, &settings) == 0 else { return nil }
    return settings.c_lflag & tcflag_t(ECHO) != 0
  }
}
