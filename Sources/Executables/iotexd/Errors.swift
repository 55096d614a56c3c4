internal import Chain
internal import Node

/// Runs an operation of the chain and says what its failure means to the user.
func reading<Value>(_ body: () throws(ChainFault) -> Value) throws(NodeError) -> Value {
  do {
    return try body()
  } catch {
    throw .chain(error)
  }
}

/// Opens a file of blocks and says what its failure means to the user.
func archiving<Value: ~Copyable>(_ body: () throws(ArchiveError) -> Value) throws(NodeError) -> Value {
  do {
    return try body()
  } catch {
    throw .archive(error)
  }
}
