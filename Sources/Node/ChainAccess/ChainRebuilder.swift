internal import Chain
internal import ChainTypes
internal import Foundation
internal import Glibc
internal import Primitives
internal import State
internal import Storage

/// Makes a chain again from its own blocks, by executing them from genesis in a second store beside the first.
///
/// `verify` compares the two; `recover` puts the second in the place of the first.
public struct ChainRebuilder: ~Copyable {
  /// The folder below the data directory that the second store is in.
  private static let folder = "chain.rebuilt"
  /// The folder below the data directory that the original is in while the rebuilt chain takes its place.
  private static let folderAside = "chain.replaced"

  private let directory: String
  private let original: NodeChain
  /// The chain that is made again.
  public let rebuilt: NodeChain

  /// Prepares an empty second store. What an earlier attempt left there is removed.
  public init(of original: NodeChain, in dataDirectory: String) throws(NodeError) {
    directory = dataDirectory
    self.original = original
    try Self.remove("\(dataDirectory)/\(Self.folder)")
    rebuilt = try NodeChain.open(parameters: original.chain.parameters, at: "\(dataDirectory)/\(Self.folder)")
  }

  /// Executes the stored blocks up to a height again, and compares the receipts with the stored ones.
  ///
  /// - Parameter progress: called now and then with the height; false ends the work.
  /// - Returns: whether the height was reached.
  public func run(to height: UInt64, progress: (UInt64) -> Bool) throws(NodeError) -> Bool {
    let view = try chainResult { () throws(ChainFault) in try original.chain.view() }
    var next: UInt64 = 1
    while next <= height {
      let end = min(height, next + 99)
      let first = next
      let failure: NodeError?
      do throws(BlockError) {
        failure = try rebuilt.chain.extend { (session) throws(BlockError) -> NodeError? in
          for height in first...end {
            if let failure = try Self.append(height, from: view, to: session) { return failure }
          }
          return nil
        }
      } catch {
        throw .verification("the stored chain does not execute as it says: \(error)")
      }
      if let failure { throw failure }
      next = end + 1
      if !progress(end) { return false }
    }
    return true
  }

  /// Compares the states of both chains, which must have the same head.
  ///
  /// - Throws: `NodeError.verification` naming the first record that differs.
  public func compareStates() throws(NodeError) {
    let difference: String?
    do {
      difference = try firstDifference()
    } catch {
      throw .storage(error)
    }
    if let difference { throw .verification("the stored state differs from the executed one: \(difference)") }
  }

  /// The first record at which the two states differ; nil when there is none.
  private func firstDifference() throws(StorageFault) -> String? {
    let (stored, expected) = (try original.store.snapshot(), try rebuilt.store.snapshot())
    for namespace in StateNamespace.allCases {
      if let key = try Self.difference(in: namespace.table, stored, expected) { return "\(namespace.name) \(key)" }
    }
    return nil
  }

  /// Puts the rebuilt chain in the place of the original, and removes the original.
  ///
  /// The original is moved aside first. If the process dies before the rebuilt chain has its place, the next start moves the
  /// original back (`restoreOriginal`).
  public consuming func replaceOriginal() throws(NodeError) {
    let (place, aside) = ("\(directory)/\(NodeChain.folder)", "\(directory)/\(Self.folderAside)")
    original.store.close()
    rebuilt.store.close()
    try Self.move(place, to: aside)
    try Self.move("\(directory)/\(Self.folder)", to: place)
    try Self.remove(aside)
  }

  /// Moves the original chain back if a replacement was interrupted, or removes it if the replacement was complete.
  static func restoreOriginal(in directory: String) throws(NodeError) {
    let (place, aside) = ("\(directory)/\(NodeChain.folder)", "\(directory)/\(folderAside)")
    guard FileManager.default.fileExists(atPath: aside) else { return }
    if FileManager.default.fileExists(atPath: place) {
      try remove(aside)
    } else {
      try move(aside, to: place)
    }
  }

  /// Removes the second store.
  public consuming func discard() throws(NodeError) {
    rebuilt.store.close()
    try Self.remove("\(directory)/\(Self.folder)")
  }

  /// Executes one block again.
  ///
  /// - Returns: what is wrong with the stored block or its receipts; nil if nothing is.
  private static func append(_ height: UInt64, from view: ChainView, to session: ChainSession) throws(BlockError) -> NodeError? {
    let block: Block
    let receipts: [Receipt]
    do throws(StoreError) {
      guard let stored = try view.blocks.block(at: height), let storedReceipts = try view.blocks.receipts(at: height) else {
        return .verification("block \(height) or its receipts are missing in the store")
      }
      (block, receipts) = (stored, storedReceipts)
    } catch {
      return .verification("block \(height) cannot be read from the store: \(error)")
    }
    do {
      let executed = try session.append(try VerifiedBlock(verifying: block, parallel: true), policy: .history)
      if executed.receipts != receipts { return .verification("the stored receipts of block \(height) differ from the executed ones") }
      return nil
    } catch let error as BlockRejection {
      return .verification("the stored chain does not execute as it says: \(error)")
    } catch {
      return .verification("the stored chain does not execute as it says: \(error)")
    }
  }

  /// The first key of a table at which two stores differ, as hex.
  private static func difference(
    in table: Table, _ stored: any KeyValueReader, _ expected: any KeyValueReader
  ) throws(StorageFault) -> String? {
    var found: String?
    try expected.forEach(in: table) { (key, value) throws(StorageFault) -> Bool in
      let same = try stored.withValue(table, key) { other in
        other.map { $0.elementsEqual(value) } ?? false
      }
      if !same { found = Hex.encode([UInt8](key)) }
      return same
    }
    if found == nil, try stored.count(of: table) != expected.count(of: table) { found = "has more records than it should" }
    return found
  }

  private static func move(_ path: String, to target: String) throws(NodeError) {
    guard rename(path, target) == 0 else {
      throw .dataDirectory(path, "it cannot be moved to \(target): \(String(cString: strerror(errno)))")
    }
  }

  private static func remove(_ path: String) throws(NodeError) {
    guard FileManager.default.fileExists(atPath: path) else { return }
    do {
      try FileManager.default.removeItem(atPath: path)
    } catch {
      throw .dataDirectory(path, "it cannot be removed: \(error.localizedDescription)")
    }
  }
}

/// Runs an operation of the chain and wraps its failure.
func chainResult<Value>(_ body: () throws(ChainFault) -> Value) throws(NodeError) -> Value {
  do {
    return try body()
  } catch {
    throw .chain(error)
  }
}
