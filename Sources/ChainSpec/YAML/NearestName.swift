/// Finds what somebody who mistyped a name most likely meant.
package enum NearestName {
  /// The candidate nearest to a name, or nil if none is near: at most a third of its letters (and always two) may differ.
  ///
  /// Upper and lower case count as the same letter. Of equally near candidates the first wins.
  package static func of(_ name: String, in candidates: some Sequence<String>) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    // Nobody means a known key by a name much longer than any of them; this also bounds the work.
    guard wanted.count <= 128 else { return nil }
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let scalars = Array(candidate.lowercased().unicodeScalars)
      let distance = editDistance(wanted, scalars)
      guard distance <= max(2, scalars.count / 3), distance < scalars.count else { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (candidate, distance) }
    }
    return best?.name
  }

  /// How many letters must be inserted, removed, replaced or swapped with their neighbour to turn one word into the other.
  private static func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for i in 0..<left.count {
      var row = [i + 1] + Array(repeating: 0, count: right.count)
      for j in 0..<right.count {
        let replaced = last[j] + (left[i] == right[j] ? 0 : 1)
        row[j + 1] = min(replaced, last[j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
          row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
        }
      }
      (beforeLast, last) = (last, row)
    }
    return last[right.count]
  }
}
