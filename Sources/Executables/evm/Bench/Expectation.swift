import EVM
import Foundation
import Primitives

/// What a workload must give: an entry of `expected.json`.
struct Expectation: Decodable {
  var gas_before_refund: UInt64
  var output: String
  var logs: Int

  /// Reads a folder's expectations; none if it has no such file.
  static func load(folder: URL) throws -> [String: Expectation] {
    let url = folder.appendingPathComponent("expected.json")
    guard FileManager.default.fileExists(atPath: url.path) else { return [:] }
    return try JSONDecoder().decode([String: Expectation].self, from: Data(contentsOf: url))
  }

  /// What differs, for people; `nil` if nothing does.
  func difference(from result: TransactionProcessor.Result) -> String? {
    if case .halt(let reason) = result.execution.outcome { return "halted: \(reason.message)" }
    if result.gasBeforeRefund != gas_before_refund { return "gas \(result.gasBeforeRefund), expected \(gas_before_refund)" }
    let text = Expectation.text(result.execution.output)
    if text != output { return "output \(text), expected \(output)" }
    if result.logs.count != logs { return "\(result.logs.count) logs, expected \(logs)" }
    return nil
  }

  /// Output as the peer script prints it: long ones as their SHA-256.
  static func text(_ output: [UInt8]) -> String {
    output.count <= 64 ? Hex.encode(output) : "sha256:" + Digest.sha256(output)
  }
}
