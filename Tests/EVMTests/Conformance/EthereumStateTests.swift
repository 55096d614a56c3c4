import EVM
import EthereumStateTest
import Foundation
import TestSupport
import Testing

/// The state tests of ethereum/tests, which are not part of this repository: their archives lie in `shared/ethereum-tests`
/// beside it, or in the folder that `ETHEREUM_TESTS` names.
struct EthereumStateTests {
  private static let folder: String? = {
    if let path = ProcessInfo.processInfo.environment["ETHEREUM_TESTS"], !path.isEmpty { return path }
    guard let root = GoldenData.repositoryRoot else { return nil }
    let beside = root + "/../shared/ethereum-tests"
    return FileManager.default.fileExists(atPath: beside) ? beside : nil
  }()

  /// A debug build runs one file of so many; all of them take it half an hour.
  #if DEBUG
    private static let stride = 40
  #else
    private static let stride = 1
  #endif

  @Test(
    "passes every result that the archives hold",
    .enabled(if: folder != nil, "ethereum/tests are not here; ETHEREUM_TESTS can name the folder of their archives"),
    arguments: [("GeneralStateTests", 19_988), ("LegacyConstantinople", 27_839)])
  func archive(name: String, count: Int) throws {
    let source = URL(fileURLWithPath: try #require(EthereumStateTests.folder)).appendingPathComponent(name + ".tar.xz")
    try #require(FileManager.default.fileExists(atPath: source.path))
    let target = FileManager.default.temporaryDirectory.appendingPathComponent("iotex-\(name)-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: target) }
    try unpack(source, into: target)

    let runner = try StateTestRunner()
    var results = 0
    let names = try FileManager.default.subpathsOfDirectory(atPath: target.path).filter { $0.hasSuffix(".json") }.sorted()
    for (index, file) in names.enumerated() where index % EthereumStateTests.stride == 0 {
      for test in try StateTest.load(Data(contentsOf: target.appendingPathComponent(file))) {
        let (outcomes, unknown) = try runner.run(test)
        #expect(unknown.isEmpty)
        results += outcomes.count
        for outcome in outcomes where outcome.failure != nil {
          Issue.record("\(file) \(outcome.test) \(outcome.fork) \(outcome.indexes): \(outcome.failure ?? "")")
        }
      }
    }
    #expect(results > 0)
    if EthereumStateTests.stride == 1 { #expect(results == count) }
  }

  private func unpack(_ archive: URL, into folder: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["tar", "xJf", archive.path, "-C", folder.path]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
  }
}
