import Yams

/// Reads YAML from outside into ``YAMLValue``s.
///
/// Only the plain part of YAML is accepted: mappings with text keys, lists and scalars. Aliases are refused, because a few of them make
/// an enormous document ("billion laughs"); so are tags, merge keys and several documents in one file. Neither the reference's files
/// nor anybody's need them.
package enum YAMLDocument {
  /// The value of a document; nil if it is empty or has comments only.
  ///
  /// - Parameters:
  ///   - text: the document
  ///   - name: the name for messages, as a rule the file's path
  package static func parse(
    _ text: String, named name: String? = nil, limits: YAMLLimits = YAMLLimits()
  ) throws(YAMLProblem) -> YAMLValue? {
    let size = text.utf8.count
    guard size <= limits.bytes else {
      throw YAMLProblem(
        .tooLarge, at: YAMLPlace(document: name, line: 1), "the document has \(size) bytes, the limit is \(limits.bytes)",
        remedy: "check that this is the right file")
    }
    func refusal(_ code: YAMLProblem.Code, _ line: Int, _ problem: String, _ remedy: String) -> YAMLProblem {
      YAMLProblem(code, at: YAMLPlace(document: name, line: line), problem, remedy: remedy)
    }
    let bytes = Array(text.utf8)
    guard !hasForeignLineBreak(bytes) else {
      throw refusal(.unsupported, 1, "the document has line breaks other than line feeds", "save it with ordinary line ends")
    }
    if let line = lineOfAlias(in: bytes) {
      throw refusal(.unsupported, line, "anchors (&name) and aliases (*name) are not accepted", "write the values out")
    }
    if let line = YAMLNesting.lineBeyondLimits(in: bytes) {
      throw refusal(
        .tooLarge, line, "values seem to be nested too deeply, or there are too many brackets",
        "check indentation and brackets, and write lists with one element a line")
    }
    guard let node = try compose(text, named: name) else { return nil }
    var converter = Converter(name: name, limits: limits)
    return try converter.value(of: node, depth: 1, key: "")
  }

  private static func compose(_ text: String, named name: String?) throws(YAMLProblem) -> Node? {
    do {
      return try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch {
      throw problem(of: error, named: name)
    }
  }

  private static func problem(of error: any Error, named name: String?) -> YAMLProblem {
    func malformed(_ problem: String, line: Int) -> YAMLProblem {
      YAMLProblem(
        .malformed, at: YAMLPlace(document: name, line: max(line, 1)), "this is not valid YAML: \(problem)",
        remedy: "check indentation, colons and quotes here and in the line before")
    }
    switch error {
    case YamlError.scanner(_, let problem, let mark, _): return malformed(problem, line: mark.line)
    case YamlError.parser(_, let problem, let mark, _): return malformed(problem, line: mark.line)
    case YamlError.composer(let context, let problem, let mark, _):
      guard context != nil else { return malformed(problem, line: mark.line) }
      return YAMLProblem(
        .unsupported, at: YAMLPlace(document: name, line: mark.line), "the file has more than one document",
        remedy: "remove everything from this \"---\" on")
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      return YAMLProblem(
        .duplicateKey, key: keys.first ?? "", at: YAMLPlace(document: name, line: context.mark.line), "the key is given more than once",
        remedy: "keep one of them")
    case YamlError.reader(let problem, _, _, _): return malformed(problem, line: 1)
    default: return malformed("it could not be read", line: 1)
    }
  }

  /// The line of the first thing that may be an alias, if the document may have anchors too.
  ///
  /// The document is not parsed for this, so text that merely looks like both an anchor and an alias is refused as well. Whatever
  /// the parser would take for an alias is found: a star with a name, not inside a word.
  private static func lineOfAlias(in bytes: [UInt8]) -> Int? {
    func isMarker(_ marker: UInt8, at index: Int) -> Bool {
      bytes[index] == marker && index + 1 < bytes.count && isNamePart(bytes[index + 1]) && (index == 0 || !isWordPart(bytes[index - 1]))
    }
    guard bytes.contains(UInt8(ascii: "*")), bytes.indices.contains(where: { isMarker(UInt8(ascii: "&"), at: $0) }),
      let alias = bytes.indices.first(where: { isMarker(UInt8(ascii: "*"), at: $0) })
    else { return nil }
    return bytes[..<alias].count { $0 == UInt8(ascii: "\n") } + 1
  }

  /// Whether there is a line break of YAML outside ASCII: next line, line separator or paragraph separator.
  private static func hasForeignLineBreak(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(where: { $0 >= 0x80 }) else { return false }
    return zip(bytes, bytes.dropFirst()).contains { $0 == (0xC2, 0x85) }
      || zip(zip(bytes, bytes.dropFirst()), bytes.dropFirst(2)).contains { $0 == (0xE2, 0x80) && ($1 == 0xA8 || $1 == 0xA9) }
  }

  private static func isWordPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isNamePart(_ byte: UInt8) -> Bool { isWordPart(byte) || byte == UInt8(ascii: "-") || byte >= 0x80 }
}

extension YAMLDocument {
  /// Turns the parser's nodes into values and counts them.
  private struct Converter {
    let name: String?
    let limits: YAMLLimits
    var count = 0

    mutating func value(of node: Node, depth: Int, key: String) throws(YAMLProblem) -> YAMLValue {
      let place = YAMLPlace(document: name, line: node.mark?.line ?? 1)
      count += 1
      guard depth <= limits.depth else {
        throw YAMLProblem(
          .tooLarge, key: key, at: place, "values are nested deeper than \(limits.depth) levels", remedy: "check the indentation")
      }
      guard count <= limits.values else {
        throw YAMLProblem(
          .tooLarge, key: key, at: place, "the document has more than \(limits.values) values", remedy: "check that this is the right file")
      }
      switch node {
      case .scalar(let scalar):
        try checkTag(scalar.tag, key: key, place: place)
        return YAMLValue(scalar.style == .plain ? YAMLValue.resolving(plain: scalar.string) : .text(scalar.string), at: place)
      case .sequence(let sequence):
        try checkTag(sequence.tag, key: key, place: place)
        var values: [YAMLValue] = []
        for (index, element) in sequence.enumerated() {
          values.append(try value(of: element, depth: depth + 1, key: "\(key)[\(index)]"))
        }
        return YAMLValue(.list(values), at: place)
      case .mapping(let mapping):
        try checkTag(mapping.tag, key: key, place: place)
        var entries: [YAMLValue.Entry] = []
        for pair in mapping { entries.append(try entry(of: pair, depth: depth, parent: key, place: place)) }
        return YAMLValue(.mapping(entries), at: place)
      case .alias:
        throw YAMLProblem(.unsupported, key: key, at: place, "aliases are not accepted", remedy: "write the values out")
      }
    }

    private mutating func entry(
      of pair: (key: Node, value: Node), depth: Int, parent: String, place: YAMLPlace
    ) throws(YAMLProblem) -> YAMLValue.Entry {
      guard case .scalar(let scalar) = pair.key else {
        throw YAMLProblem(.unsupported, key: parent, at: place, "a key is not text", remedy: "give each value a plain name")
      }
      let keyPlace = YAMLPlace(document: name, line: scalar.mark?.line ?? place.line)
      guard scalar.string != "<<" || scalar.style != .plain else {
        throw YAMLProblem(.unsupported, key: parent, at: keyPlace, "merge keys (<<) are not accepted", remedy: "write the values out")
      }
      let key = parent.isEmpty ? scalar.string : "\(parent).\(scalar.string)"
      return YAMLValue.Entry(key: scalar.string, place: keyPlace, value: try value(of: pair.value, depth: depth + 1, key: key))
    }

    private func checkTag(_ tag: Tag, key: String, place: YAMLPlace) throws(YAMLProblem) {
      let name = tag.description
      guard name.isEmpty || name == Tag.Name.implicit.rawValue || name == Tag.Name.str.rawValue else {
        throw YAMLProblem(.unsupported, key: key, at: place, "YAML tags such as \"\(name)\" are not accepted", remedy: "remove the tag")
      }
    }
  }
}
