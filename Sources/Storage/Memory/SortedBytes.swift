/// An ordered map from byte strings to byte strings as a value: copying it is free, and a changed copy shares all but
/// the changed path. A height-balanced (AVL) tree of immutable nodes; every operation visits O(log n) nodes.
struct SortedBytes: Sendable {
  private var root: Node?
  /// Number of pairs.
  private(set) var count = 0
  /// Sum of the lengths of all keys and values.
  private(set) var byteCount = 0

  /// The pair's node: nil when the key is absent.
  private func find(_ key: UnsafeRawBufferPointer) -> Node? {
    var node = root
    while let current = node {
      let order = current.compare(key)
      if order == 0 { return current }
      node = order < 0 ? current.left : current.right
    }
    return nil
  }

  /// Calls `body` with the value in place, or nil when the key is absent.
  func read(_ key: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer?) -> Void) {
    guard let node = find(key) else { return body(nil) }
    node.value.withUnsafeBytes { body($0) }
  }

  /// Stores a value, replacing an earlier one.
  mutating func put(_ key: [UInt8], _ value: [UInt8]) {
    let old = key.withUnsafeBytes { find($0)?.value.count }
    if let old {
      byteCount += value.count - old
    } else {
      count += 1
      byteCount += key.count + value.count
    }
    root = Node.inserting(key, value, into: root)
  }

  /// Removes a key; returns whether it was there.
  mutating func remove(_ key: UnsafeRawBufferPointer) -> Bool {
    guard let node = find(key) else { return false }
    count -= 1
    byteCount -= node.key.count + node.value.count
    root = Node.removing(key, from: node === root ? node : root)
    return true
  }

  /// Calls `body` for the pairs of a range in order until it returns false.
  func scan(_ range: KeyRange, reverse: Bool, _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool) {
    _ = Node.visit(root, range, reverse: reverse, body)
  }
}

extension SortedBytes {
  /// One pair with the pairs before (`left`) and after (`right`) it.
  private final class Node: Sendable {
    let key: [UInt8]
    let value: [UInt8]
    let left: Node?
    let right: Node?
    let height: Int

    init(_ key: [UInt8], _ value: [UInt8], _ left: Node?, _ right: Node?) {
      self.key = key
      self.value = value
      self.left = left
      self.right = right
      height = 1 + max(left?.height ?? 0, right?.height ?? 0)
    }

    /// Negative when `other` sorts before this node's key.
    func compare(_ other: UnsafeRawBufferPointer) -> Int {
      key.withUnsafeBytes { Bytewise.compare(other, $0) }
    }

    private func with(left: Node?, right: Node?) -> Node { Node(key, value, left, right) }

    /// This pair above two trees whose heights differ by at most two, rotated so that they differ by at most one.
    private func balanced(_ left: Node?, _ right: Node?) -> Node {
      let difference = (left?.height ?? 0) - (right?.height ?? 0)
      if difference > 1, let left {
        if (left.left?.height ?? 0) < (left.right?.height ?? 0), let inner = left.right {
          return inner.with(left: left.with(left: left.left, right: inner.left), right: with(left: inner.right, right: right))
        }
        return left.with(left: left.left, right: with(left: left.right, right: right))
      }
      if difference < -1, let right {
        if (right.right?.height ?? 0) < (right.left?.height ?? 0), let inner = right.left {
          return inner.with(left: with(left: left, right: inner.left), right: right.with(left: inner.right, right: right.right))
        }
        return right.with(left: with(left: left, right: right.left), right: right.right)
      }
      return with(left: left, right: right)
    }

    static func inserting(_ key: [UInt8], _ value: [UInt8], into node: Node?) -> Node {
      guard let node else { return Node(key, value, nil, nil) }
      let order = key.withUnsafeBytes { node.compare($0) }
      if order == 0 { return Node(key, value, node.left, node.right) }
      return order < 0
        ? node.balanced(inserting(key, value, into: node.left), node.right)
        : node.balanced(node.left, inserting(key, value, into: node.right))
    }

    static func removing(_ key: UnsafeRawBufferPointer, from node: Node?) -> Node? {
      guard let node else { return nil }
      let order = node.compare(key)
      if order < 0 { return node.balanced(removing(key, from: node.left), node.right) }
      if order > 0 { return node.balanced(node.left, removing(key, from: node.right)) }
      guard let left = node.left else { return node.right }
      guard let right = node.right else { return left }
      var next = right
      while let smaller = next.left { next = smaller }
      return next.balanced(left, removingFirst(of: right))
    }

    private static func removingFirst(of node: Node) -> Node? {
      guard let left = node.left else { return node.right }
      return node.balanced(removingFirst(of: left), node.right)
    }

    /// Returns false when `body` ended the scan.
    static func visit(
      _ node: Node?, _ range: KeyRange, reverse: Bool,
      _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Bool
    ) -> Bool {
      guard let node else { return true }
      return node.key.withUnsafeBytes { key in
        let above = range.isAtOrAboveLower(key)
        let below = range.isBelowUpper(key)
        func side(_ low: Bool) -> Bool {
          (low ? above : below) ? visit(low ? node.left : node.right, range, reverse: reverse, body) : true
        }
        guard side(!reverse) else { return false }
        if above && below {
          guard node.value.withUnsafeBytes({ body(key, $0) }) else { return false }
        }
        return side(reverse)
      }
    }
  }
}
