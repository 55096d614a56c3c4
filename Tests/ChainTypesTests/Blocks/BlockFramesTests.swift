import ChainTypes
import Testing

@Suite("Files of frames")
struct BlockFramesTests {
  private let frames: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 9, count: 300), [7]]
  private var file: [UInt8] {
    var output: [UInt8] = []
    for frame in frames { BlockFrames.append(frame, to: &output) }
    return output
  }

  @Test("finds the same frames whatever the chunks", arguments: [1, 2, 3, 7, 100, 1_000])
  func chunks(size: Int) throws {
    var reader = BlockFrames.Reader()
    var found: [[UInt8]] = []
    var rest = file[...]
    while !rest.isEmpty {
      reader.feed([UInt8](rest.prefix(size)))
      rest = rest.dropFirst(size)
      while let frame = try reader.next() { found.append(frame) }
    }
    try reader.finish()
    #expect(found == frames)
    #expect(reader.frameCount == 4 && reader.offset == file.count)
  }

  @Test("a file that ends inside a frame names the frame and its first byte")
  func truncated() throws {
    var reader = BlockFrames.Reader()
    reader.feed([UInt8](file.dropLast(3)))
    for _ in 0..<2 { _ = try reader.next() }
    #expect(try reader.next() == nil)
    #expect(throws: BlockFrames.Failure(code: .truncated, frame: 3, offset: 5)) { try reader.finish() }
    var head = BlockFrames.Reader()
    head.feed([0x80])
    #expect(try head.next() == nil)
    #expect(throws: BlockFrames.Failure(code: .truncated, frame: 1, offset: 0)) { try head.finish() }
  }

  @Test("refuses frames above the limit and malformed lengths before their bytes arrive")
  func limits() throws {
    var reader = BlockFrames.Reader(limit: 299)
    reader.feed(file)
    #expect(try reader.next() == [1, 2, 3])
    #expect(try reader.next() == [])
    #expect(throws: BlockFrames.Failure(code: .tooLong, frame: 3, offset: 5)) { try reader.next() }
    for length in [[UInt8](repeating: 0xff, count: 9) + [1], [0xff, 0xff, 0xff, 0xff, 0x7f]] {
      var huge = BlockFrames.Reader()
      huge.feed(length)
      #expect(throws: BlockFrames.Failure(code: .tooLong, frame: 1, offset: 0)) { try huge.next() }
    }
    var endless = BlockFrames.Reader()
    endless.feed([UInt8](repeating: 0xff, count: 10))
    #expect(throws: BlockFrames.Failure(code: .malformedLength, frame: 1, offset: 0)) { try endless.next() }
  }
}
