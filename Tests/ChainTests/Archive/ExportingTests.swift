import Chain
import ChainTypes
import Gzip
import Testing

@Suite struct ExportingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func export(_ frames: [[UInt8]], to name: String, overwrite: Bool = false) throws(ArchiveError) {
    let writer = try BlockArchiveWriter(path: folder.path + "/" + name, overwrite: overwrite)
    for frame in frames { try writer.append(frame) }
    try writer.finish()
  }

  @Test(arguments: ["blocks.bin", "blocks.bin.gz"])
  func `writes frames that can be read again`(name: String) throws {
    let frames = (0..<50).map { [UInt8](repeating: UInt8($0), count: $0 * 1000) }
    try export(frames, to: name)
    let bytes = try #require(folder.read(name))
    #expect(Gzip.isGzip(bytes) == name.hasSuffix(".gz"))
    var reader = BlockFrames.Reader()
    reader.feed(try Gzip.isGzip(bytes) ? Gzip.decompress(bytes) : bytes)
    for frame in frames { #expect(try reader.next() == frame) }
    #expect(try reader.next() == nil)
    try reader.finish()
    #expect(folder.files == [name])
  }

  @Test func `gives the file its name only when it is complete`() throws {
    let writer = try BlockArchiveWriter(path: folder.path + "/blocks.bin", overwrite: false)
    try writer.append([1, 2, 3])
    #expect(folder.read("blocks.bin") == nil)
    writer.discard()
    #expect(folder.files == [])
  }

  @Test func `overwrites a file only when told to`() throws {
    try export([[1]], to: "blocks.bin")
    do {
      try export([[2]], to: "blocks.bin")
      Issue.record("overwritten")
    } catch {
      guard case .unwritable(let file, let cause) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(file.hasSuffix("/blocks.bin"))
      #expect(cause.contains("exists"))
    }
    #expect(folder.read("blocks.bin") == [1, 1])
    try export([[2]], to: "blocks.bin", overwrite: true)
    #expect(folder.read("blocks.bin") == [1, 2])
  }

  @Test func `says when a folder is missing`() throws {
    #expect(throws: ArchiveError.self) { try BlockArchiveWriter(path: folder.path + "/absent/blocks.bin", overwrite: false) }
  }
}
