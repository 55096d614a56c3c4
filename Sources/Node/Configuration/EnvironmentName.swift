/// The environment variables that override keys of the configuration.
///
/// A variable's name follows from the key's path: `IOTEX_`, then the path in capitals, words separated by underscores. So
/// `IOTEX_CHAIN_ID` overrides `chain.id`, `IOTEX_ACT_POOL_MIN_GAS_PRICE` overrides `actPool.minGasPrice` and `IOTEX_CHAIN_CHAIN_DB_PATH`
/// overrides `chain.chainDBPath`. A list is written with commas.
enum EnvironmentName {
  /// What all names begin with.
  static let prefix = "IOTEX_"

  /// Words in which capitals do not begin a new word.
  private static let irregular = [("DPoS", "Dpos"), ("APIs", "Apis")]

  /// The name for a key's path.
  static func of(_ path: String) -> String {
    prefix + path.split(separator: ".").map { words(String($0)).joined(separator: "_") }.joined(separator: "_").uppercased()
  }

  /// The words of a key: a capital begins one, a run of capitals is one up to its last if a small letter follows.
  private static func words(_ key: String) -> [String] {
    var regular = key
    for (word, replacement) in irregular {
      if let range = regular.firstRange(of: word) { regular.replaceSubrange(range, with: replacement) }
    }
    let letters = Array(regular)
    var words: [String] = []
    var word = ""
    for (index, letter) in letters.enumerated() {
      if letter.isUppercase, index > 0 {
        let endsRun = index + 1 < letters.count && letters[index + 1].isLowercase
        if !letters[index - 1].isUppercase || endsRun {
          words.append(word)
          word = ""
        }
      }
      word.append(letter)
    }
    return (words + [word]).filter { !$0.isEmpty }
  }
}
