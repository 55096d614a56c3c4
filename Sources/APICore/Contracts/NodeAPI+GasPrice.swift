internal import ActPool
internal import Chain
internal import ChainTypes
public import Primitives

extension NodeAPI {
  /// A gas price that recent blocks suggest, in Rau: of the lowest prices in them the one at a percentile, and never below
  /// what the pool asks for.
  ///
  /// Blocks without users' actions do not count. (The reference suggests 1 Rau on a quiet chain, and its pool then drops
  /// the action.)
  public func suggestedGasPrice() throws(APIError) -> U256 {
    let chain = try reading()
    let suggested = try gasPrices.price(for: chain.head.hash) { () throws(APIError) in
      Self.percentile(configuration.gasPricePercentile, of: try lowestPrices(on: chain)) ?? .zero
    }
    return max(suggested, pool.configuration.minGasPrice, U256(configuration.defaultGasPrice))
  }

  /// The value at a percentile, counted as the reference does: element (n − 1) · percent / 100 in ascending order.
  ///
  /// - Returns: nil without values.
  static func percentile(_ percent: Int, of prices: [U256]) -> U256? {
    guard !prices.isEmpty else { return nil }
    return prices.sorted()[(prices.count - 1) * percent / 100]
  }

  private func lowestPrices(on chain: ChainReading) throws(APIError) -> [U256] {
    let tip = chain.head.height
    var prices: [U256] = []
    for height in (tip - min(tip, configuration.gasPriceWindow) + 1)..<(tip + 1) {
      let actions = try chain.actions(at: height, 0..<Int.max, summary: chain.summary(at: height)).map(\.action)
      if let lowest = actions.lazy.filter(\.isFromUser).compactMap(\.envelope.gasPrice.value).min() { prices.append(lowest) }
    }
    return prices
  }
}

extension SealedAction {
  /// Whether a user paid for it. A producer's own actions have nonce 0.
  fileprivate var isFromUser: Bool { !envelope.payload.kind.isSystem && envelope.nonce > 0 }
}
