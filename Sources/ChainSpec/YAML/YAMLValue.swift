/// A value of a YAML document, with the place it was read from.
package struct YAMLValue: Sendable, Hashable {
  /// A key and its value.
  package struct Entry: Sendable, Hashable {
    package var key: String
    /// The key's place.
    package var place: YAMLPlace
    package var value: YAMLValue

    package init(key: String, place: YAMLPlace, value: YAMLValue) {
      self.key = key
      self.place = place
      self.value = value
    }
  }

  /// What a value is, by the rules of the reference's YAML library (see ``resolving(plain:)``).
  package enum Content: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// A whole number in the range of the reference: -2^63 … 2^64 - 1.
    case integer(Int128)
    /// A number the reference reads as floating point, as written. Neither a genesis nor a configuration has one.
    case floatingPoint(String)
    case text(String)
    case list([YAMLValue])
    /// Keys in the document's order, all different.
    case mapping([Entry])
  }

  package var content: Content
  package var place: YAMLPlace

  package init(_ content: Content, at place: YAMLPlace) {
    self.content = content
    self.place = place
  }

  /// What the value is, in words that fit "is …, not …".
  package var kind: String {
    switch content {
    case .null: "nothing"
    case .boolean: "true or false"
    case .integer: "a whole number"
    case .floatingPoint: "a floating-point number"
    case .text: "text"
    case .list: "a list"
    case .mapping: "a group of keys"
    }
  }
}
