public import Chain
public import ChainTypes
internal import Foundation
internal import Primitives
internal import State

/// Finds out why a block's digest differs: executes the block and compares its writes with a recorded write log.
///
/// The log is what the reference's cached batch held: one JSON object per line with `height`, `digest` and `writes`, each
/// write as [kind, namespace, key, value] with `P` or `D` and lower-case hex.
public struct WriteExplanation: Sendable, CustomStringConvertible {
  /// The finding, several lines of text.
  public let description: String

  /// Executes a block that the chain refused, and compares.
  ///
  /// - Parameters:
  ///   - block: the block, next after the chain's head.
  ///   - path: the write log, plain or compressed with gzip.
  /// - Throws: `NodeError` when the log cannot be read or does not have the block's height.
  public init(of block: Block, on chain: Chain, recordedIn path: String) throws(NodeError) {
    let recorded = try RecordedWrites.find(height: block.header.height, in: path)
    let view: ChainView
    do {
      view = try chain.view()
    } catch {
      throw .chain(error)
    }
    let state = view.state()
    var ending = "the block was executed to its end"
    do {
      let verified = try VerifiedBlock(verifying: block, parallel: true)
      _ = try chain.processor.run(verified, on: view.head, state: state, history: view.history, policy: .history)
    } catch let error as BlockRejection {
      ending = "the block was not executed: \(error)"
    } catch {
      ending = "the block was not executed to its end: \(error)"
    }
    description = Self.compare(Array(state.writes).map(RecordedWrites.Write.init), with: recorded.writes, ending: ending)
  }

  private static func compare(_ actual: [RecordedWrites.Write], with expected: [RecordedWrites.Write], ending: String) -> String {
    let common = zip(actual, expected).prefix { $0 == $1 }.count
    if common == actual.count && common == expected.count {
      return "all \(common) writes are those of the recorded log; \(ending)"
    }
    return """
      the first \(common) writes are those of the recorded log (\(expected.count) recorded, \(actual.count) made); \(ending)
        write \(common) expected: \(common < expected.count ? expected[common].description : "none")
        write \(common) actual:   \(common < actual.count ? actual[common].description : "none")
      """
  }
}

/// The recorded writes of one block.
struct RecordedWrites {
  /// One write.
  struct Write: Equatable, CustomStringConvertible {
    let isDelete: Bool
    let namespace: String
    let key: String
    let value: String

    var description: String {
      "\(isDelete ? "delete" : "put") \(namespace) \(key) \(value.isEmpty ? "(no value)" : value)\(meaning)"
    }

    /// What the value is, where that can be told.
    private var meaning: String {
      guard namespace == StateNamespace.account.name, !isDelete, let bytes = try? Hex.decode(value) else { return "" }
      if key == Hex.encode(Array("currentHeight".utf8)) { return " (the height of the block)" }
      guard let hash = Hash160(hex: key), let account = bytes.withUnsafeBytes({ try? Account(decoding: $0) }),
        account.balance != .zero || account.nonce != 0
      else { return "" }
      return " (as an account: \(Address(hash)), nonce \(account.nonce), balance \(account.balance.decimal) Rau)"
    }
  }

  let writes: [Write]

  /// The writes of a height.
  static func find(height: UInt64, in path: String) throws(NodeError) -> RecordedWrites {
    let line: [UInt8]?
    do {
      line = try Self.line(of: height, in: path)
    } catch {
      throw .archive(error)
    }
    if let line, let block = try? JSONDecoder().decode(Recorded.self, from: Data(line)) {
      let writes = block.writes.compactMap { fields in
        fields.count == 4 ? Write(isDelete: fields[0] == "D", namespace: fields[1], key: fields[2], value: fields[3]) : nil
      }
      return RecordedWrites(writes: writes)
    }
    throw .notFound("the write log \(path) has no readable line for block \(height)")
  }

  /// The line of a height; nil when there is none.
  private static func line(of height: UInt64, in path: String) throws(ArchiveError) -> [UInt8]? {
    var lines = try LineReader(path: path)
    while let line = try lines.next() {
      if let header = try? JSONDecoder().decode(Header.self, from: Data(line)), header.height == height { return [UInt8](line) }
    }
    return nil
  }

  private struct Header: Decodable {
    let height: UInt64
  }

  private struct Recorded: Decodable {
    let writes: [[String]]
  }
}

extension RecordedWrites.Write {
  init(_ record: WriteRecord) {
    isDelete = record.isDelete
    namespace = record.namespace.name
    key = Hex.encode(record.key)
    value = Hex.encode(record.value)
  }
}
