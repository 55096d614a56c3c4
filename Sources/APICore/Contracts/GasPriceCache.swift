internal import Primitives
internal import Synchronization

/// The last gas price that was worked out, for as long as its block is the last one.
///
/// Isolation: any thread; one value behind a lock.
final class GasPriceCache: Sendable {
  private let entry = Mutex<(head: Hash256, price: U256)?>(nil)

  /// The price for a head, worked out at most a few times.
  func price(for head: Hash256, _ compute: () throws(APIError) -> U256) throws(APIError) -> U256 {
    if let price = entry.withLock({ $0?.head == head ? $0?.price : nil }) { return price }
    let price = try compute()
    entry.withLock { $0 = (head, price) }
    return price
  }
}
