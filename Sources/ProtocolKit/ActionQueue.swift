public import ChainTypes
public import Primitives

/// The actions of many senders, handed out by price without breaking any sender's nonce order
/// (`actpool/actioniterator/actioniterator.go`).
///
/// Equal prices are ordered by the sender's address, so that two runs over the same actions give the same block. (The
/// reference leaves that order to Go's map.)
public struct ActionQueue {
  private struct Line {
    let sender: Address
    let actions: [SealedAction]
    var position = 0

    var head: SealedAction { actions[position] }
  }

  /// A binary heap: the line whose head pays most is first.
  private var heap: [Line] = []

  /// A queue of these actions.
  ///
  /// - Parameter actions: per sender, in ascending order of nonce.
  public init(_ actions: [Address: [SealedAction]]) {
    heap = actions.filter { !$0.value.isEmpty }.map { Line(sender: $0.key, actions: $0.value) }
    for index in stride(from: heap.count / 2 - 1, through: 0, by: -1) { siftDown(from: index) }
  }

  /// The action to try next; nil when none is left.
  public var next: SealedAction? { heap.first?.head }

  /// Moves on to the next action after the one in `next` was taken.
  public mutating func advance() {
    guard !heap.isEmpty else { return }
    heap[0].position += 1
    if heap[0].position == heap[0].actions.count { return skipSender() }
    siftDown(from: 0)
  }

  /// Leaves out all remaining actions of the sender of `next`: its later nonces cannot be used without this one.
  public mutating func skipSender() {
    guard let last = heap.popLast() else { return }
    guard !heap.isEmpty else { return }
    heap[0] = last
    siftDown(from: 0)
  }

  private mutating func siftDown(from start: Int) {
    var parent = start
    while true {
      var best = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && paysMore(heap[child], heap[best]) { best = child }
      if best == parent { return }
      heap.swapAt(parent, best)
      parent = best
    }
  }

  private func paysMore(_ left: Line, _ right: Line) -> Bool {
    let leftPrice = left.head.envelope.gasPrice.value ?? .zero
    let rightPrice = right.head.envelope.gasPrice.value ?? .zero
    return leftPrice == rightPrice ? left.sender.hash < right.sender.hash : leftPrice > rightPrice
  }
}
