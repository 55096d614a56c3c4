internal import Glibc

extension NodeKey {
  /// The key in a file that holds a private key's protobuf form, readable by its owner alone.
  ///
  /// - Throws: `system` (among others if there is no such file), `permissions`, `content`.
  public init(file path: String) throws(NodeKeyFileError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(call: "open", code: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .system(call: "stat", code: errno) }
    guard status.st_mode & 0o077 == 0 else { throw .permissions(mode: UInt32(status.st_mode & 0o777)) }
    // Keys have 68 bytes, at most 100; a longer file is none.
    var bytes = [UInt8](repeating: 0, count: 128)
    let count = read(descriptor, &bytes, bytes.count)
    guard count >= 0 else { throw .system(call: "read", code: errno) }
    do throws(IdentityError) {
      try self.init(protobuf: [UInt8](bytes[..<count]))
    } catch {
      throw .content(error)
    }
  }

  /// The key in a file, or a new one, written there, if the file does not exist.
  ///
  /// - Throws: `NodeKeyFileError`.
  public static func loadOrCreate(file path: String) throws(NodeKeyFileError) -> NodeKey {
    do throws(NodeKeyFileError) {
      return try NodeKey(file: path)
    } catch .system(call: "open", code: ENOENT) {
      let key = NodeKey.generate()
      do throws(NodeKeyFileError) {
        try key.write(toNewFile: path)
        return key
      } catch .system(call: "link", code: EEXIST) {
        // Somebody else was faster.
        return try NodeKey(file: path)
      }
    }
  }

  /// Writes the key to a file, which must not exist yet, all or nothing, readable by the owner alone.
  ///
  /// - Throws: `system`.
  public func write(toNewFile path: String) throws(NodeKeyFileError) {
    let temporary = "\(path).\(UInt64.random(in: .min ... .max))"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw .system(call: "create", code: errno) }
    defer {
      close(descriptor)
      unlink(temporary)
    }
    let bytes = protobuf
    guard Glibc.write(descriptor, bytes, bytes.count) == bytes.count else { throw .system(call: "write", code: errno) }
    guard fsync(descriptor) == 0 else { throw .system(call: "fsync", code: errno) }
    guard link(temporary, path) == 0 else { throw .system(call: "link", code: errno) }
  }
}
