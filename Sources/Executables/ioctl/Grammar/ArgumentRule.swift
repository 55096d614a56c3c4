/// How many words a command takes, and which.
enum ArgumentRule: Sendable {
  /// Any number of any words.
  case any
  /// So many.
  case exactly(Int)
  /// So many or more.
  case atLeast(Int)
  /// So many or fewer.
  case atMost(Int)
  /// From so many to so many.
  case between(Int, Int)
  /// So many, the first of which is one of a list.
  case choice(Int, of: [String])

  /// What is wrong with the words; nil if nothing is. The sentences are the original's.
  func objection(to words: [String], path: String) -> String? {
    switch self {
    case .any: nil
    case .exactly(let count): words.count == count ? nil : "accepts \(count) arg(s), received \(words.count)"
    case .atLeast(let count): words.count >= count ? nil : "requires at least \(count) arg(s), only received \(words.count)"
    case .atMost(let count): words.count <= count ? nil : "accepts at most \(count) arg(s), received \(words.count)"
    case .between(let low, let high):
      (low...high).contains(words.count) ? nil : "accepts between \(low) and \(high) arg(s), received \(words.count)"
    case .choice(let count, let choices):
      if words.count != count {
        "accepts \(count) arg(s), received \(words.count), valid arg(s): [\(choices.joined(separator: " "))]"
      } else {
        words.first.map(choices.contains) == true ? nil : "invalid argument \(GoText.quoted(words.first ?? "")) for \(GoText.quoted(path))"
      }
    }
  }
}
