/// Writes that belong to a block and not to its digest, in the order in which their keys came first.
///
/// There are few of them (one per created contract), so they need no arena.
struct OutsideWrites {
  /// Where a value belongs.
  struct Place: Hashable {
    /// The namespace of the key.
    let namespace: StateNamespace
    /// The key.
    let key: [UInt8]
  }

  /// The keys, in the order of their first write.
  private(set) var places: [Place] = []
  private var values: [Place: [UInt8]] = [:]

  /// The value of a key, if one was written.
  func value(_ namespace: StateNamespace, _ key: [UInt8]) -> [UInt8]? {
    values.isEmpty ? nil : values[Place(namespace: namespace, key: key)]
  }

  /// Sets the value of a key.
  mutating func put(_ namespace: StateNamespace, _ key: [UInt8], _ value: [UInt8]) {
    let place = Place(namespace: namespace, key: key)
    if values.updateValue(value, forKey: place) == nil { places.append(place) }
  }
}
