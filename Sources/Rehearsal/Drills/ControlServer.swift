internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Takes drills from `rehearse drill` while a rehearsal runs: `POST /drill?kind=kill&node=2&seconds=10`, on loopback.
///
/// The file `network.json` in the rehearsal's folder says where it listens; it is removed at the end.
struct ControlServer: Sendable {
  private let task: Task<Void, any Error>
  private let file: String

  /// Begins to listen, and writes the file.
  static func start(requests: DrillRequests, network: [NodePorts], files: NodeFiles) async throws -> ControlServer {
    let router = Router()
    let nodes = network.count
    router.post("drill") { request, _ -> Response in
      let query = request.uri.queryParameters
      guard let kind = query["kind"].flatMap({ DrillKind(rawValue: String($0)) }), let node = query["node"].flatMap({ Int($0) }),
        (1...nodes).contains(node), let seconds = query["seconds"].flatMap({ Double($0) }), (0...3600).contains(seconds)
      else {
        return text("kind, node (1 to \(nodes)) and seconds (to 3600) are needed\n", .badRequest)
      }
      do {
        let verdict = try await requests.perform(kind, node: node - 1, seconds: seconds)
        return text(String(decoding: try JSONEncoder().encode(verdict), as: UTF8.self) + "\n", .ok)
      } catch {
        return text("\(error)\n", .conflict)
      }
    }
    let (ports, listening) = AsyncStream.makeStream(of: Int.self)
    var logger = Logger(label: "control")
    logger.logLevel = .critical
    let application = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0), serverName: nil),
      onServerRunning: { channel in
        listening.yield(channel.localAddress?.port ?? 0)
        listening.finish()
      }, logger: logger)
    let task = Task {
      defer { listening.finish() }
      try await application.run()
    }
    guard let port = await ports.first(where: { _ in true }), port != 0 else {
      throw RehearsalError.notRunning("no port of the loopback interface could be had for drills")
    }
    let description = RunningNetwork(controlPort: UInt16(port), nodes: network)
    try files.write(String(decoding: try JSONEncoder().encode(description), as: UTF8.self), to: files.network)
    return ControlServer(task: task, file: files.network)
  }

  /// Ends it.
  func stop() {
    task.cancel()
    unlink(file)
  }

  private static func text(_ text: String, _ status: HTTPResponse.Status) -> Response {
    Response(status: status, headers: [.contentType: "text/plain"], body: .init(byteBuffer: .init(string: text)))
  }
}

/// Where a running rehearsal can be reached; the contents of `network.json`.
public struct RunningNetwork: Sendable, Codable {
  /// The port that takes drills.
  var controlPort: UInt16
  /// Where the nodes listen.
  public var nodes: [NodePorts]

  /// The rehearsal that runs in a folder.
  ///
  /// - Throws: `RehearsalError.notRunning` when none does.
  public init(runningIn directory: String) throws(RehearsalError) {
    let path = NodeFiles(directory: directory).network
    guard let data = FileManager.default.contents(atPath: path), let network = try? JSONDecoder().decode(RunningNetwork.self, from: data)
    else {
      throw .notRunning("no rehearsal runs in \(directory): start one with 'rehearse run --dir \(directory)' and keep it running")
    }
    self = network
  }

  init(controlPort: UInt16, nodes: [NodePorts]) {
    self.controlPort = controlPort
    self.nodes = nodes
  }
}
