/// The order in which Go's yaml.v2 writes the keys of a map: letters after everything else, numbers inside names by their value.
enum GoKeyOrder {
  /// The names in that order.
  static func sorted(_ names: [String]) -> [String] {
    names.sorted { precedes(Array($0.unicodeScalars), Array($1.unicodeScalars)) }
  }

  private static func precedes(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Bool {
    guard let index = zip(left, right).enumerated().first(where: { $0.element.0 != $0.element.1 })?.offset else {
      return left.count < right.count
    }
    switch (left[index].properties.isAlphabetic, right[index].properties.isAlphabetic) {
    case (true, true): return left[index].value < right[index].value
    case (true, false): return false
    case (false, true): return true
    case (false, false): break
    }
    let seed = hasNumberBefore(index, left, other: right)
    let (leftValue, leftEnd) = number(left, from: index, seed: seed)
    let (rightValue, rightEnd) = number(right, from: index, seed: seed)
    if leftValue != rightValue { return leftValue < rightValue }
    if leftEnd != rightEnd { return leftEnd < rightEnd }
    return left[index].value < right[index].value
  }

  /// 1 when a zero continues a number that began before, so that its length counts.
  private static func hasNumberBefore(_ index: Int, _ left: [Unicode.Scalar], other right: [Unicode.Scalar]) -> UInt64 {
    guard left[index] == "0" || right[index] == "0" else { return 0 }
    let digits = left[..<index].reversed().prefix(while: isDigit)
    return digits.contains { $0 != "0" } ? 1 : 0
  }

  private static func number(_ scalars: [Unicode.Scalar], from index: Int, seed: UInt64) -> (UInt64, Int) {
    var value = seed
    var end = index
    while end < scalars.count, isDigit(scalars[end]) {
      // Wraps as the original does for names with very long numbers.
      value = value &* 10 &+ UInt64(scalars[end].value - 0x30)
      end += 1
    }
    return (value, end)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}
