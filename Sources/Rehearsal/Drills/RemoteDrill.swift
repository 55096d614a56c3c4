internal import AsyncHTTPClient
internal import Foundation
internal import NIOCore
internal import NIOHTTP1

extension RunningNetwork {
  /// Performs a drill on this network and waits for the verdict.
  ///
  /// - Parameters:
  ///   - node: the node to perturb, from 1.
  ///   - seconds: how long the perturbation lasts, up to an hour.
  public func drill(_ kind: DrillKind, node: Int, seconds: Double) async throws -> DrillVerdict {
    var request = HTTPClientRequest(
      url: "http://127.0.0.1:\(controlPort)/drill?kind=\(kind.rawValue)&node=\(node)&seconds=\(seconds)")
    request.method = .POST
    let response: HTTPClientResponse
    do {
      response = try await HTTPClient.shared.execute(request, timeout: .seconds(Int64(seconds) + 1200))
    } catch {
      throw RehearsalError.notRunning("the rehearsal does not answer any more: \(error)")
    }
    let body = String(buffer: try await response.body.collect(upTo: 1 << 20))
    guard response.status == .ok, let verdict = try? JSONDecoder().decode(DrillVerdict.self, from: Data(body.utf8)) else {
      throw RehearsalError.notRunning(body.trimmingCharacters(in: .whitespacesAndNewlines))
    }
    return verdict
  }
}
