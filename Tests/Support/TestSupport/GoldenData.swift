import Foundation
import Glibc
import Gzip
public import Testing

/// The data that tests compare with: what the reference implementation exported, and published vectors.
///
/// Folders are searched in this order: the one that the environment names in `IOTEX_GOLDEN`, `shared/golden` beside the
/// repository, and `Tests/Vectors` of the repository. A name stands for the file itself or for its gzip form, whichever exists.
public enum GoldenData {
  /// The folders that exist, in the order in which they are searched.
  public static let folders: [String] = {
    var candidates: [String] = []
    if let path = ProcessInfo.processInfo.environment["IOTEX_GOLDEN"], !path.isEmpty { candidates.append(path) }
    if let root = repositoryRoot {
      candidates.append(root + "/../shared/golden")
      candidates.append(root + "/Tests/Vectors")
    }
    return candidates.compactMap(canonicalPath)
  }()

  /// The repository's root: the folder that holds the `Tests` folder of this file, symbolic links resolved.
  public static let repositoryRoot: String? = canonicalPath(#filePath).flatMap { file in
    var parts = file.split(separator: "/", omittingEmptySubsequences: false)
    while let last = parts.last, last != "Tests" { parts.removeLast() }
    parts = parts.dropLast()
    return parts.isEmpty ? nil : parts.joined(separator: "/")
  }

  /// The path of a file or folder, or nil if no folder has it.
  public static func path(_ name: String) -> String? {
    for folder in folders { if let path = path(name, in: folder) { return path } }
    return nil
  }

  /// The path of a file or folder in one folder, or nil if it is not there.
  static func path(_ name: String, in folder: String) -> String? {
    names(name).map { folder + "/" + $0 }.first { FileManager.default.fileExists(atPath: $0) }
  }

  /// Whether a file or folder is there.
  public static func has(_ name: String) -> Bool { path(name) != nil }

  /// A file's bytes, expanded if they are gzip.
  public static func bytes(_ name: String) throws -> [UInt8] {
    guard let path = path(name) else { throw GoldenDataError.missing(name, searched: folders) }
    return try bytes(atPath: path)
  }

  /// The bytes of the file at a path, expanded if they are gzip.
  static func bytes(atPath path: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: path) else { throw GoldenDataError.unreadable(path) }
    let bytes = [UInt8](data)
    return Gzip.isGzip(bytes) ? try Gzip.decompress(bytes) : bytes
  }

  /// A file's text.
  public static func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

  /// A JSON file.
  public static func json(_ name: String) throws -> JSON { try JSON(parsing: bytes(name), name: name) }

  /// One section of `vectors.json`. ``VectorCoverage`` finds the calls of this function in the tests' sources, so name the section literally.
  public static func section(_ name: String) throws -> JSON {
    let section = try vectors.get()[name]
    guard section.exists else { throw GoldenDataError.unexpected(section.path) }
    return section
  }

  /// A recorded chain, or nil if its folder is not there.
  public static func chain(_ name: String) -> GoldenChain? {
    for folder in folders {
      let chain = GoldenChain(name: name, folder: folder + "/" + name)
      if chain.has("genesis.yaml") && chain.has("blocks.bin") { return chain }
    }
    return nil
  }

  /// All recorded chains, by name: every folder with a genesis and blocks, so that one may be added by dropping it in. A
  /// name in two folders stands for the one that is found first.
  public static let chains: [GoldenChain] = {
    let names = folders.flatMap { (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? [] }
    return Set(names).sorted().compactMap(chain)
  }()

  /// All of `vectors.json`, parsed once.
  static let vectors: Result<JSON, any Error> = Result { try json("vectors.json") }

  private static func names(_ name: String) -> [String] {
    name.hasSuffix(".gz") ? [name, String(name.dropLast(3))] : [name, name + ".gz"]
  }

  private static func canonicalPath(_ path: String) -> String? {
    guard let resolved = realpath(path, nil) else { return nil }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

extension Trait where Self == ConditionTrait {
  /// Runs the test only where a file or folder of golden data is; elsewhere the test is reported as skipped, with the reason.
  public static func needsGolden(_ name: String) -> Self {
    .enabled(if: GoldenData.has(name), "golden data '\(name)' is not here; IOTEX_GOLDEN can name its folder")
  }
}
