import ClientKit
import Glibc
import TestSupport

/// A home folder of one run, which is gone afterwards.
final class HomeFolder: Sendable {
  /// Its path.
  let path: String

  /// An empty one.
  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/ioctl-test-XXXXXX".utf8CString)
    guard let pointer = mkdtemp(&template) else { throw KeystoreError.system(path: parent, code: errno) }
    path = String(cString: pointer)
  }

  /// One with the files of a recorded fixture.
  ///
  /// - Parameter replace: puts values in the place of placeholders.
  convenience init(fixture: JSON, replace: (String) -> String) throws {
    try self.init()
    // Folders end in a slash and sort before what is in them.
    for name in fixture.keys {
      let entry = fixture[name]
      let place = path + "/" + name
      let mode = mode_t(try entry.string("mode"), radix: 8) ?? 0o700
      if name.hasSuffix("/") {
        mkdir(place, mode)
      } else {
        let text = try entry.string("content").replacing("$HOME", with: path)
        try PrivateFile.write(Array(replace(text).utf8), to: place)
      }
      chmod(place, mode)
    }
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    for name in names(in: path) { remove(path + "/" + name) }
    if rmdir(path) != 0 { unlink(path) }
  }

  /// The names in a folder; none if it is no folder.
  static func names(in path: String) -> [String] {
    var status = stat()
    guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  /// The mode of a file, as four octal digits; nil if it is not there.
  static func mode(_ path: String) -> String? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    let digits = String(status.st_mode & 0o7777, radix: 8)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
