/// Random numbers for one concern of a simulation: the same seed and name always give the same numbers.
///
/// Each concern (network, disks, faults, one node's misbehaviour …) has its own stream, so that drawing one number more
/// for one of them leaves all others as they were. The generator is SplitMix64 (Steele, Lea, Flood 2014), and all draws
/// are defined here, not by the standard library, whose algorithms may change.
public struct RandomStream: Sendable {
  private var state: UInt64

  /// The stream of a concern.
  ///
  /// - Parameters:
  ///   - seed: the simulation's seed.
  ///   - concern: what the numbers are for.
  ///   - number: which of several of this concern, for example a node's index.
  public init(seed: UInt64, concern: StaticString, number: Int = 0) {
    var hash = RunningHash()
    hash.fold(seed)
    hash.fold(concern)
    hash.fold(UInt64(bitPattern: Int64(number)))
    state = hash.value
  }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    // All arithmetic wraps by definition of the generator.
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, but not including, a bound above zero. (The bias is below 2^-64 times the bound.)
  public mutating func below(_ bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(max(1, bound))).high)
  }

  /// A number of a range.
  public mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.upperBound - range.lowerBound + 1) }

  /// A duration of a range, in nanoseconds.
  public mutating func within(_ range: ClosedRange<UInt64>) -> UInt64 {
    let (width, overflow) = (range.upperBound - range.lowerBound).addingReportingOverflow(1)
    return overflow ? next() : range.lowerBound + next().multipliedFullWidth(by: width).high
  }

  /// Whether something that happens so many times in a million happens now. Always draws one number.
  public mutating func chance(perMillion: Int) -> Bool { below(1_000_000) < perMillion }

  /// One of the elements; nil when there is none.
  public mutating func pick<Element>(_ elements: [Element]) -> Element? {
    elements.isEmpty ? nil : elements[below(elements.count)]
  }

  /// The elements in a random order.
  public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    var result = elements
    guard result.count > 1 else { return result }
    for index in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(index, below(index + 1)) }
    return result
  }

  /// Random bytes.
  public mutating func bytes(_ count: Int) -> [UInt8] { (0..<max(0, count)).map { _ in UInt8(truncatingIfNeeded: next() >> 32) } }
}
