/// Lists that the reference keeps in maps with names as keys, and writes in the order of the names.
///
/// Names are compared by their bytes, as Go does; Swift's comparison of strings knows Unicode.
extension Array {
  /// Whether each name is greater than the one before it.
  func isStrictlyAscending(_ name: KeyPath<Element, String>) -> Bool {
    zip(self, dropFirst()).allSatisfy { $0[keyPath: name].utf8.lexicographicallyPrecedes($1[keyPath: name].utf8) }
  }

  /// The elements in ascending order of their names; of several with one name, the last.
  func lastOfEachName(_ name: KeyPath<Element, String>) -> [Element] {
    if isStrictlyAscending(name) { return self }
    // Swift's sort is stable: elements with the same name stay in their order.
    let ordered = sorted { $0[keyPath: name].utf8.lexicographicallyPrecedes($1[keyPath: name].utf8) }
    var result: [Element] = []
    for element in ordered {
      if let last = result.last, last[keyPath: name].utf8.elementsEqual(element[keyPath: name].utf8) { result.removeLast() }
      result.append(element)
    }
    return result
  }
}
