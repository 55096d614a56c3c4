import Glibc
import Primitives

/// Files that only their owner may read, replaced in one step so that a crash leaves the old content or the new one.
public enum PrivateFile {
  /// The content of a file.
  ///
  /// - Throws: also when it is larger than the limit.
  public static func read(_ path: String, limit: Int = 1 << 20) throws(KeystoreError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(path: path, code: errno) }
    defer { close(descriptor) }
    var content: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 14)
    defer { SecretBytes.wipe(&chunk) }
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw .system(path: path, code: errno) }
      if count == 0 { return content }
      content += chunk[..<count]
      guard content.count <= limit else { throw .system(path: path, code: EFBIG) }
    }
  }

  /// Writes a file (mode 0600) beside its place, syncs it, and moves it there.
  public static func write(_ content: [UInt8], to path: String) throws(KeystoreError) {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    // Random, so that what a killed program left behind is never in the way.
    let temporary = "\(folder)/.\(name).\(Hex.encode(RandomBytes.make(6))).tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw .system(path: path, code: errno) }
    do throws(KeystoreError) {
      try fill(descriptor, with: content, path: path)
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error
    }
    close(descriptor)
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(temporary)
      throw .system(path: path, code: code)
    }
    let parent = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if parent >= 0 {
      fsync(parent)
      close(parent)
    }
  }

  private static func fill(_ descriptor: Int32, with content: [UInt8], path: String) throws(KeystoreError) {
    guard fchmod(descriptor, 0o600) == 0 else { throw .system(path: path, code: errno) }
    var offset = 0
    while offset < content.count {
      let count = content.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress?.advanced(by: offset), $0.count - offset) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw .system(path: path, code: errno) }
      offset += count
    }
    guard fsync(descriptor) == 0 else { throw .system(path: path, code: errno) }
  }

  /// Makes a folder and those above it that are missing (mode 0700).
  public static func makeFolder(_ path: String) throws(KeystoreError) {
    var partial = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      partial += part
      if mkdir(partial, 0o700) != 0, errno != EEXIST {
        let code = errno
        guard isFolder(partial) else { throw .system(path: partial, code: code) }
      }
      partial += "/"
    }
    guard isFolder(path) else { throw .system(path: path, code: ENOTDIR) }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
