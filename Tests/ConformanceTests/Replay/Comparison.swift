import Primitives

/// Counts comparisons and keeps the first ones that failed, so that a test can say at how many places it looked.
struct Comparison: Sendable {
  private static let limit = 5

  /// How many values were compared.
  private(set) var count = 0
  /// What differed, at most the first five.
  private(set) var differences: [String] = []

  /// Compares a value with the recorded one.
  mutating func equal<Value: Equatable>(_ actual: Value, _ recorded: Value, _ place: @autoclosure () -> String) {
    count += 1
    if actual != recorded, differences.count < Self.limit { differences.append("\(place()): \(actual), recorded \(recorded)") }
  }

  /// Compares bytes with the recorded ones.
  mutating func equal(_ actual: [UInt8]?, _ recorded: [UInt8]?, _ place: @autoclosure () -> String) {
    count += 1
    guard actual != recorded, differences.count < Self.limit else { return }
    differences.append("\(place()): \(actual.map(Hex.encode) ?? "nothing"), recorded \(recorded.map(Hex.encode) ?? "nothing")")
  }

  /// Notes something that must not be.
  mutating func fail(_ text: String) {
    count += 1
    if differences.count < Self.limit { differences.append(text) }
  }
}
