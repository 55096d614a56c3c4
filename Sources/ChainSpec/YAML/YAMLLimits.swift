/// How much YAML is accepted. Genesis and configuration files are a few kilobytes; whatever is far above that is a mistake or an attack.
package struct YAMLLimits: Sendable, Hashable {
  /// The document's size in bytes.
  package var bytes: Int
  /// How deep lists and mappings may be nested; a plain value has depth 1.
  package var depth: Int
  /// The number of values, keys not counted.
  package var values: Int

  /// Limits; by default 1 MiB, 16 levels and 100,000 values: a genesis with some ten thousand balances passes.
  package init(bytes: Int = 1 << 20, depth: Int = 16, values: Int = 100_000) {
    self.bytes = bytes
    self.depth = depth
    self.values = values
  }
}
