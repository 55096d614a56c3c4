public import Testing

/// One recorded chain: a folder of the golden data.
public struct GoldenChain: Sendable {
  /// One block's writes to the state database, in order.
  public struct WriteLog: Sendable {
    /// One write.
    public struct Entry: Hashable, Sendable {
      /// Whether the entry removes the key; its value is then empty.
      public let isDelete: Bool
      /// The namespace, for example `Account`.
      public let namespace: String
      /// The key's bytes.
      public let key: [UInt8]
      /// The value's bytes.
      public let value: [UInt8]

      /// A write with these parts.
      public init(isDelete: Bool, namespace: String, key: [UInt8], value: [UInt8]) {
        self.isDelete = isDelete
        self.namespace = namespace
        self.key = key
        self.value = value
      }
    }

    /// The block's height.
    public let height: UInt64
    /// The block's delta state digest in hex.
    public let digest: String
    /// The writes in order.
    public let writes: [Entry]
  }

  /// The folder's name, for example `poll`.
  public let name: String
  /// The folder, which holds all files of the chain.
  let folder: String

  /// The path of a file of the chain, plain or compressed, or nil if the chain has none of this name.
  public func path(_ file: String) -> String? { GoldenData.path(file, in: folder) }

  /// Whether the chain has a file of this name, plain or compressed.
  public func has(_ file: String) -> Bool { path(file) != nil }

  /// Whether it was recorded what the blocks did. Where it was not, the chain has blocks only, to measure how long they take.
  public var isRecordedInFull: Bool { has("blocks.json") }

  /// A file's bytes, expanded if they are gzip.
  public func bytes(_ file: String) throws -> [UInt8] {
    guard let path = path(file) else { throw GoldenDataError.missing(file, searched: [folder]) }
    return try GoldenData.bytes(atPath: path)
  }

  /// `genesis.yaml`, as the reference reads it.
  public func genesisYAML() throws -> String { String(decoding: try bytes("genesis.yaml"), as: UTF8.self) }

  /// `genesis.json`: genesis hash, tip, counts and notes.
  public func summary() throws -> JSON { try parsed("genesis.json") }

  /// Serialized `iotextypes.Block` of heights 1, 2, 3 …
  public func blocks() throws -> [[UInt8]] { try frames("blocks.bin") }

  /// Serialized `iotextypes.Receipts` of heights 1, 2, 3 …
  public func receipts() throws -> [[UInt8]] { try frames("receipts.bin") }

  /// `blocks.json`: an array, one object for each height from 1.
  public func blockSummaries() throws -> JSON { try parsed("blocks.json") }

  /// `state.json`: accounts, funds and epochs by height.
  public func state() throws -> JSON { try parsed("state.json") }

  /// `rawstate.json`: all entries of the state database at genesis and at the tip.
  public func rawState() throws -> JSON { try parsed("rawstate.json") }

  /// Another JSON file of the folder, for example `reads.json`; nil if the chain has none.
  public func json(_ file: String) throws -> JSON? {
    has(file) ? try parsed(file) : nil
  }

  /// `writes.jsonl`: what each block wrote, heights in order.
  public func writes() throws -> [WriteLog] {
    let bytes = try self.bytes("writes.jsonl")
    return try bytes.split(separator: UInt8(ascii: "\n")).map { line in
      let json = try JSON(parsing: [UInt8](line), name: "\(name)/writes.jsonl")
      let entries = try json["writes"].array.map { entry throws(GoldenDataError) in
        guard let kind = entry[0].string, let namespace = entry[1].string, let key = entry[2].hexBytes, let value = entry[3].hexBytes
        else { throw .unexpected(entry.path) }
        return WriteLog.Entry(isDelete: kind == "D", namespace: namespace, key: key, value: value)
      }
      return WriteLog(height: try json.uint64("height"), digest: try json.string("digest"), writes: entries)
    }
  }

  private func parsed(_ file: String) throws -> JSON { try JSON(parsing: bytes(file), name: "\(name)/\(file)") }

  /// The frames of a file: each an unsigned LEB128 length, then as many bytes.
  private func frames(_ file: String) throws -> [[UInt8]] {
    let bytes = try self.bytes(file)
    var result: [[UInt8]] = []
    var position = 0
    while position < bytes.count {
      var length = 0
      var shift = 0
      var isComplete = false
      while position < bytes.count, shift < 56, !isComplete {
        length |= Int(bytes[position] & 0x7f) << shift
        isComplete = bytes[position] & 0x80 == 0
        shift += 7
        position += 1
      }
      guard isComplete, length <= bytes.count - position else {
        throw GoldenDataError.brokenFrame("\(name)/\(file)", index: result.count)
      }
      result.append([UInt8](bytes[position..<position + length]))
      position += length
    }
    return result
  }
}

extension GoldenChain: CustomTestStringConvertible {
  /// The folder's name.
  public var testDescription: String { name }
}
