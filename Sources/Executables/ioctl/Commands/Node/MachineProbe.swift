import Glibc

/// Questions to the machine.
enum MachineProbe {
  /// Tries to listen on a port.
  ///
  /// - Returns: 0, or the error number.
  static func bind(port: UInt16) -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    var reuse: Int32 = 1
    setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, socklen_t(MemoryLayout<Int32>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
    return status == 0 ? 0 : errno
  }

  /// Whether the clock is kept right, and how wrong it may be, in microseconds; nil if the system does not tell.
  static func clock() -> (isSynchronised: Bool, maximumError: Int)? {
    // Swift's import of the C library leaves <sys/timex.h> out. `struct timex` of 64-bit Linux is 208 bytes with `maxerror` at 24;
    // with its first word, `modes`, at 0 nothing is set.
    typealias Function = @convention(c) (UnsafeMutableRawPointer) -> Int32
    guard MemoryLayout<Int>.size == 8, let symbol = dlsym(nil, "adjtimex") else { return nil }
    let call = unsafeBitCast(symbol, to: Function.self)
    return withUnsafeTemporaryAllocation(byteCount: 512, alignment: 8) { buffer in
      buffer.initializeMemory(as: UInt8.self, repeating: 0)
      let state = call(buffer.baseAddress!)
      // 5 is TIME_ERROR.
      return state < 0 ? nil : (state != 5, buffer.load(fromByteOffset: 24, as: Int.self))
    }
  }

  /// The bytes that are free for this user.
  static func freeBytes(_ folder: String) -> UInt64 {
    var status = statvfs()
    guard statvfs(folder, &status) == 0 else { return 0 }
    return UInt64(status.f_bavail) * UInt64(status.f_frsize)
  }

  /// How many small writes a second reach the disk, and how fast large ones do.
  static func syncSpeed(_ folder: String) throws(CommandFailure) -> (writes: Double, megabytes: Double) {
    let path = "\(folder)/.ioctl-doctor.\(getpid())"
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw CommandFailure("cannot write in \(folder): error \(errno)") }
    defer {
      close(descriptor)
      unlink(path)
    }
    let block = [UInt8](repeating: 0x5a, count: 4096)
    let small = ContinuousClock().measure {
      for _ in 0..<50 {
        _ = write(descriptor, block, block.count)
        fdatasync(descriptor)
      }
    }
    let large = [UInt8](repeating: 0xa5, count: 32 << 20)
    let big = ContinuousClock().measure {
      _ = write(descriptor, large, large.count)
      fdatasync(descriptor)
    }
    return (50 / seconds(small), 32 / seconds(big))
  }

  private static func seconds(_ duration: Duration) -> Double {
    let parts = duration.components
    return max(1e-9, Double(parts.seconds) + Double(parts.attoseconds) / 1e18)
  }

  /// Whether a file's mode lets anybody but its owner read it.
  static func isReadableByOthers(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
  }

  /// Runs a program without its output.
  ///
  /// - Returns: its exit code; nil if it could not be started or was killed.
  static func run(_ program: String, _ arguments: [String]) -> Int32? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process: pid_t = 0
    guard posix_spawnp(&process, program, &actions, nil, words, environ) == 0 else { return nil }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 { guard errno == EINTR else { return nil } }
    return status & 0x7f == 0 ? status >> 8 & 0xff : nil
  }
}
