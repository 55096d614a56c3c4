public import ChainTypes
public import Primitives
public import RollDPoS

/// Appends the blocks of files to a chain, as fast as the machine allows.
///
/// Blocks are decoded and their signatures verified ahead, on all cores; they are executed in order on the calling
/// thread and committed in groups, each group in one durable transaction. What is reported as imported is on disk.
///
/// Blocks that the chain already has are compared by hash and skipped, so that an interrupted import is continued by
/// running it again.
public struct BlockImporter {
  /// How the work is divided.
  public struct Configuration: Sendable {
    /// Actions after which a group is committed.
    public var actionsPerGroup = 10_000
    /// Blocks after which a group is committed.
    public var blocksPerGroup = 500
    /// Blocks that are decoded and verified ahead.
    public var lookahead = 16
    /// Which footers are verified.
    public var footers = FooterPolicy.present

    /// The defaults.
    public init() {}
  }

  /// Which footers are verified.
  public enum FooterPolicy: Sendable {
    /// Every block must have been committed by its epoch's delegates.
    case required
    /// Blocks with endorsements must have been committed by their epoch's delegates; blocks without any are taken as they
    /// are, because standalone producers have nobody to endorse.
    case present
    /// None.
    case ignored
  }

  /// How far an import is. Everything counted is durable.
  public struct Progress: Sendable {
    /// The chain's last block.
    public var head: ChainHead
    /// Blocks appended.
    public var blocks: UInt64 = 0
    /// Actions in them.
    public var actions: UInt64 = 0
    /// Blocks skipped because the chain had them.
    public var skipped: UInt64 = 0
    /// Bytes read from the files, compressed where they are.
    public var bytesRead = 0
    /// Bytes in all files, or nil when one of them is a pipe.
    public var bytesTotal: Int?

    /// Nothing imported yet.
    public init(head: ChainHead) { self.head = head }
  }

  private let chain: Chain
  private let configuration: Configuration
  private let verifier: FooterVerifier?

  /// An importer into a chain.
  ///
  /// - Parameter verifier: verifies footers; nil when the configuration ignores them.
  public init(chain: Chain, configuration: Configuration, verifier: FooterVerifier?) {
    self.chain = chain
    self.configuration = configuration
    self.verifier = configuration.footers == .ignored ? nil : verifier
  }

  /// Imports files in order.
  ///
  /// - Parameters:
  ///   - files: paths; "-" is standard input.
  ///   - progress: called after every committed group, the one that ends with a failure included; false ends the import early.
  /// - Returns: what was imported.
  /// - Throws: `ImportError`; all blocks before the failing one are kept.
  public func run(files: [String], progress: (Progress) -> Bool) throws(ImportError) -> Progress {
    var state = Progress(head: chain.head)
    var archive: BlockArchiveReader
    do {
      archive = try BlockArchiveReader(files: files)
    } catch {
      throw .archive(error)
    }
    state.bytesTotal = archive.totalSize
    var window = PreparationWindow(capacity: configuration.lookahead, knownHeight: state.head.height)
    var isAtEnd = false
    while !isAtEnd {
      let result = Result { () throws(ImportError) in
        try group(from: &archive, window: &window, progress: &state)
      }
      state.head = chain.head
      state.bytesRead = archive.position
      let wantsMore = progress(state)
      isAtEnd = try result.get()
      if !wantsMore { break }
    }
    return state
  }

  /// Appends one group of blocks.
  ///
  /// - Returns: whether the files are at their end.
  private func group(
    from archive: inout BlockArchiveReader, window: inout PreparationWindow, progress: inout Progress
  ) throws(ImportError) -> Bool {
    var failure: ImportError?
    var isAtEnd = false
    do throws(BlockError) {
      try chain.extend { (session) throws(BlockError) in
        var actions = 0
        var blocks = 0
        while actions < configuration.actionsPerGroup && blocks < configuration.blocksPerGroup {
          do throws(ImportError) {
            guard let prepared = try window.next(from: &archive) else {
              isAtEnd = true
              return
            }
            guard let block = try append(prepared, to: session) else {
              progress.skipped += 1
              continue
            }
            blocks += 1
            actions += block.actions.count
            progress.blocks += 1
            progress.actions += UInt64(block.actions.count)
          } catch {
            failure = error
            return
          }
        }
      }
    } catch {
      throw ImportError(error, block: nil)
    }
    if let failure { throw failure }
    return isAtEnd
  }

  /// Appends a block, unless the chain has it.
  ///
  /// - Returns: the block, or nil if it was there already.
  private func append(_ prepared: PreparedBlock, to session: ChainSession) throws(ImportError) -> Block? {
    switch prepared {
    case .failed(let error):
      throw error
    case .known(let height, let hash):
      let stored: Hash256?
      do {
        stored = try readingBlocks { () throws(StoreError) in try BlockReader(session.reader).hash(at: height) }
      } catch {
        throw .fault(error)
      }
      guard stored == hash else {
        throw .otherChain(height: height, stored: stored ?? .zero, offered: hash)
      }
      return nil
    case .verified(let verified):
      let block = verified.block
      do {
        if let verifier, configuration.footers == .required || !block.footer.endorsements.isEmpty {
          try chain.processor.verifyFooter(of: block, with: verifier, parent: session.head, reader: session.reader)
        }
        try session.append(verified, policy: .history)
        return block
      } catch {
        throw ImportError(error, block: block)
      }
    }
  }
}

/// Why an import ended early. All blocks before the failing one are kept.
public enum ImportError: Error, Sendable {
  /// A file cannot be read.
  case archive(ArchiveError)
  /// A block was refused.
  case refused(BlockRejection, Block?)
  /// This node's storage failed.
  case fault(ChainFault)
  /// A file holds another block at a height that the chain already has.
  case otherChain(height: UInt64, stored: Hash256, offered: Hash256)

  /// The error of a block.
  init(_ error: BlockError, block: Block?) {
    switch error {
    case .rejected(let rejection): self = .refused(rejection, block)
    case .fault(let fault): self = .fault(fault)
    }
  }
}

extension ImportError: CustomStringConvertible {
  /// One sentence that says what is wrong where.
  public var description: String {
    switch self {
    case .archive(let error): error.description
    case .refused(let rejection, _): rejection.description
    case .fault(let fault): fault.description
    case .otherChain(let height, let stored, let offered):
      "block \(height) of the file is \(offered), but the chain has \(stored) at this height: it is another chain, or the wrong data folder"
    }
  }
}
