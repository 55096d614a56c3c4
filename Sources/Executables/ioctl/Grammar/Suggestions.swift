/// Commands that somebody may have meant.
enum Suggestions {
  /// The commands of a group whose names are near a word, or begin with it.
  static func names(for word: String, in group: Command) -> [String] {
    let typed = Array(word.lowercased())
    return group.commands.map(\.name).filter { name in
      let candidate = Array(name.lowercased())
      return distance(typed, candidate) <= 2 || candidate.starts(with: typed)
    }
  }

  /// The lines that follow an error message; empty if there is nothing to suggest.
  static func lines(for word: String, in group: Command) -> String {
    let names = names(for: word, in: group)
    return names.isEmpty ? "" : "\n\nDid you mean this?\n" + names.map { "\t\($0)\n" }.joined()
  }

  /// Levenshtein's distance.
  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    var row = Array(0...right.count)
    for (i, character) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let substitution = diagonal + (character == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
