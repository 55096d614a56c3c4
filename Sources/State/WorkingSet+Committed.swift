extension WorkingSet {
  /// The state beneath the log, as a working set of its own without writes.
  ///
  /// Protocols decide some things by the state before the block, whatever earlier actions of the block wrote: who the
  /// candidates are, for one (`Blockchain.CandidatesByHeight` reads the state factory, not the working set).
  public var committed: WorkingSet { WorkingSet(over: store) }
}
