public import Storage

extension WorkingSet {
  /// Calls a function once for every key that ``apply(to:)`` will write or delete, in the same order.
  public func forEachChangedKey(_ body: (StateNamespace, [UInt8]) throws(StorageFault) -> Void) throws(StorageFault) {
    for place in outside.places { try body(place.namespace, place.key) }
    for entry in log.entries where !entry.isSuperseded { try body(entry.namespace, [UInt8](log.key(of: entry))) }
  }
}
