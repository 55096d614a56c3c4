public import Storage

extension WorkingSet {
  /// Writes the final value of every key into a transaction of the store, in the order of the last writes; deleted keys
  /// are deleted. What is outside the digest comes first.
  ///
  /// The log stays as it is. Nothing is committed here.
  public func apply(to writer: any KeyValueWriter) throws(StorageFault) {
    for place in outside.places {
      guard let value = outside.value(place.namespace, place.key) else { continue }
      try writer.put(place.namespace.table, place.key, value)
    }
    for entry in log.entries where !entry.isSuperseded {
      let key = log.key(of: entry)
      if entry.isDelete {
        try writer.delete(entry.namespace.table, key: key)
      } else {
        try writer.put(entry.namespace.table, key: key, value: log.value(of: entry))
      }
    }
  }
}
