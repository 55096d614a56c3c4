import ArgumentParser
import Foundation

/// Finds test files.
enum TestFiles {
  /// The .json files at paths and below folders, in order.
  static func find(_ paths: [String]) throws -> [URL] {
    var found: [URL] = []
    for path in paths {
      let url = URL(fileURLWithPath: path)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw ValidationError("there is no file or folder '\(path)'")
      }
      guard isFolder.boolValue else {
        found.append(url)
        continue
      }
      let names = try FileManager.default.subpathsOfDirectory(atPath: path)
      found += names.filter { $0.hasSuffix(".json") }.sorted().map { url.appendingPathComponent($0) }
    }
    return found
  }
}
