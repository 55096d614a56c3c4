internal import ChainTypes
internal import Dispatch
internal import Primitives
internal import Synchronization

/// A block on its way into the chain, after everything that needs no state was done.
enum PreparedBlock: Sendable {
  /// Decoded, with valid signatures.
  case verified(VerifiedBlock)
  /// The chain has a block of this height; only the hash is of interest.
  case known(height: UInt64, hash: Hash256)
  /// Not a valid block.
  case failed(ImportError)
}

/// Prepares blocks ahead of their execution on all cores, and hands them out in order.
///
/// At most `capacity` blocks are in it: reading waits when execution is slower.
struct PreparationWindow {
  private let capacity: Int
  private let knownHeight: UInt64
  private var pending: [Preparation] = []
  private var isArchiveAtEnd = false
  private let queue = DispatchQueue(label: "io.iotex.import.prepare", attributes: .concurrent)

  /// A window over blocks of which those up to `knownHeight` need no verification.
  init(capacity: Int, knownHeight: UInt64) {
    self.capacity = max(1, capacity)
    self.knownHeight = knownHeight
  }

  /// The next block; nil at the end of the files.
  mutating func next(from archive: inout BlockArchiveReader) throws(ImportError) -> PreparedBlock? {
    while !isArchiveAtEnd && pending.count < capacity {
      do throws(ArchiveError) {
        if let frame = try archive.next() {
          pending.append(Preparation(frame, knownHeight: knownHeight, on: queue))
        } else {
          isArchiveAtEnd = true
        }
      } catch {
        // Blocks before the damaged place are still good.
        pending.append(Preparation(failed: .archive(error)))
        isArchiveAtEnd = true
      }
    }
    guard !pending.isEmpty else { return nil }
    return pending.removeFirst().wait()
  }
}

/// The preparation of one block, running or done.
private final class Preparation: Sendable {
  private let result: Mutex<PreparedBlock?>
  private let done = DispatchSemaphore(value: 0)

  init(failed error: ImportError) {
    result = Mutex(.failed(error))
    done.signal()
  }

  init(_ frame: BlockArchiveReader.Frame, knownHeight: UInt64, on queue: DispatchQueue) {
    result = Mutex(nil)
    queue.async { [self] in
      let prepared = Self.prepare(frame, knownHeight: knownHeight)
      result.withLock { $0 = prepared }
      done.signal()
    }
  }

  func wait() -> PreparedBlock? {
    done.wait()
    return result.withLock { $0 }
  }

  private static func prepare(_ frame: BlockArchiveReader.Frame, knownHeight: UInt64) -> PreparedBlock {
    let block: Block
    do {
      block = try Block(decoding: frame.bytes)
    } catch {
      return .failed(.archive(.notABlock(file: frame.file, frame: frame.number, error)))
    }
    guard block.header.height > knownHeight else { return .known(height: block.header.height, hash: block.header.hash) }
    do {
      return .verified(try VerifiedBlock(verifying: block, parallel: false))
    } catch {
      return .failed(.refused(error, block))
    }
  }
}
