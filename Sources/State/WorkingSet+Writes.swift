extension WorkingSet {
  /// The writes that are in the digest, oldest first: what the digest debugger compares.
  public var writes: Writes { Writes(state: self) }

  /// A view of a working set's log. Valid until the working set changes.
  public struct Writes: RandomAccessCollection {
    /// Whose writes these are.
    let state: WorkingSet

    public var startIndex: Int { 0 }

    public var endIndex: Int { state.log.entries.count }

    public subscript(position: Int) -> WriteRecord {
      let entry = state.log.entries[position]
      return WriteRecord(
        isDelete: entry.isDelete, namespace: entry.namespace, key: [UInt8](state.log.key(of: entry)),
        value: [UInt8](state.log.value(of: entry)))
    }
  }
}
