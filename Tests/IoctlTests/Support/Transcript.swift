import TestSupport

/// A recorded run of the original program.
struct Transcript: Sendable {
  let id: String
  let group: String
  let json: JSON
  let calls: [RecordedServer.Call]

  init(_ json: JSON) throws {
    self.json = json
    id = try json.string("id")
    group = try json.string("group")
    calls = try json["rpc"].array.map { try RecordedServer.Call($0) }
  }

  /// Whether it needs a server with TLS.
  var needsTLS: Bool { json["argv"].array.contains { $0.string?.contains("$TLS_ENDPOINT") ?? false } }

  /// All recorded runs.
  static let all = (try? GoldenData.json("ioctl/transcripts.json").array.map { try Transcript($0) }) ?? []

  /// The run of our program that repeats it.
  ///
  /// - Parameters:
  ///   - endpoint: where the recorded answers are given, with or without TLS.
  ///   - certificate: the server's, if it speaks TLS.
  func run(home: HomeFolder, endpoint: String, certificate: TestCertificate?) throws -> ProgramRun {
    func filled(_ text: String) -> String {
      text.replacing("$HOME", with: home.path).replacing("$TLS_ENDPOINT", with: endpoint).replacing("$ENDPOINT", with: endpoint)
        .replacing("$CERT", with: certificate?.certificatePath ?? "")
    }
    let replies = try json["stdin_prompts"].array.map {
      ProgramRun.Reply(after: filled(try $0.string("expect")), typed: try $0.string("send"))
    }
    return ProgramRun(
      arguments: json["argv"].array.dropFirst().map { filled($0.string ?? "") }, home: home.path,
      environment: json["env"].object.mapValues { filled($0.string ?? "") },
      streams: json["mode"].string == "pipes" ? .pipes : json["mode"].string == "pty" ? .terminal : .inputTerminal,
      input: Array((json["stdin_data"].string ?? "").utf8), replies: replies)
  }

  /// How a run differs from the recorded one.
  func differences(_ result: ProgramRun.Result, home: HomeFolder, endpoint: String) throws -> [String] {
    let place = needsTLS ? "$TLS_ENDPOINT" : "$ENDPOINT"
    func general(_ text: String) -> String { text.replacing(home.path, with: "$HOME").replacing(endpoint, with: place) }
    var differences: [String] = []
    let code = json["exit"].int ?? 0
    if Int(result.code) != code { differences.append("exit \(result.code), was \(code)") }
    for (name, text) in [("stdout", general(result.output)), ("stderr", general(result.errors))] {
      if let pattern = json[name + "_pattern"].string {
        if try text.firstMatch(of: Regex(pattern)) == nil { differences.append("\(name): \(text)\nno match of: \(pattern)") }
      } else if text != json[name].string {
        differences.append("\(name): \(text)\nwas: \(json[name].string ?? "")")
      }
    }
    let isVolatile = json["volatile"].array.contains { $0["where"].string == "files_after" }
    for file in json["files_after"].array {
      differences += try self.differences(file, home: home, isVolatile: isVolatile, general: general)
    }
    return differences
  }

  private func differences(_ file: JSON, home: HomeFolder, isVolatile: Bool, general: (String) -> String) throws -> [String] {
    let name = try file.string("path")
    var path = name.replacing("$HOME", with: home.path)
    let change = try file.string("change")
    if change == "deleted" { return HomeFolder.mode(path) == nil ? [] : ["still there: \(name)"] }
    if name.contains("UTC--"), change == "created" {
      let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
      let fixture = try GoldenData.json("ioctl/fixtures-light.json")[json.string("fixture")]
      let old = Set(fixture.keys.compactMap { $0.split(separator: "/").last.map(String.init) })
      let new = HomeFolder.names(in: folder).filter { $0.hasPrefix("UTC--") && !old.contains($0) }
      guard new.count == 1 else { return ["new key files: \(new)"] }
      path = folder + "/" + new[0]
    }
    guard let mode = HomeFolder.mode(path) else { return ["missing: \(name)"] }
    var differences = mode == file["mode"].string ? [] : ["mode of \(name): \(mode)"]
    if name.hasSuffix("/") || name.contains("UTC--") { return differences }
    // New addresses are random.
    func comparable(_ text: String) -> String { isVolatile ? text.replacing(/io1[0-9a-z]{38}/, with: "io1…") : text }
    let text = general(try GoldenFile.text(path))
    if comparable(text) != comparable(file["content"].string ?? "") { differences.append("content of \(name): \(text)") }
    return differences
  }
}
