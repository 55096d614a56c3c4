import Foundation

/// Proves that every section of `vectors.json` is read by some test.
///
/// Tests run in any order and may be filtered, so the proof does not watch them: it reads the tests' sources and
/// looks for the call of ``GoldenData/section(_:)`` that names the section.
public enum VectorCoverage {
  /// The names of all sections; texts beside them (notes, the source) are none.
  public static func sections() throws -> [String] {
    let vectors = try GoldenData.vectors.get()
    return vectors.keys.filter { vectors[$0].string == nil }
  }

  /// The sections that no test source names.
  public static func unreadSections() throws -> [String] {
    let read = try namedSections()
    return try sections().filter { !read.contains($0) }
  }

  /// The sections that test sources name but `vectors.json` has not.
  public static func unknownSections() throws -> [String] {
    let known = Set(try sections())
    return try namedSections().subtracting(known).sorted()
  }

  /// The literal arguments of all calls of `GoldenData.section` in Swift files below `Tests`, this target's own apart.
  private static func namedSections() throws -> Set<String> {
    guard let root = GoldenData.repositoryRoot else { throw GoldenDataError.unreadable(#filePath) }
    let folder = root + "/Tests"
    guard let files = FileManager.default.enumerator(atPath: folder) else { throw GoldenDataError.unreadable(folder) }
    var result: Set<String> = []
    for case let file as String in files where file.hasSuffix(".swift") && !file.hasPrefix("Support/") {
      guard let data = FileManager.default.contents(atPath: folder + "/" + file) else { throw GoldenDataError.unreadable(file) }
      for match in String(decoding: data, as: UTF8.self).matches(of: /GoldenData\.section\("(\w+)"\)/) { result.insert(String(match.1)) }
    }
    return result
  }
}
