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
    if let line = lineOfAlias(in: text) {
      throw YAMLProblem(
        .unsupported, at: YAMLPlace(document: name, line: line), "anchors (&name) and aliases (*name) are not accepted",
        remedy: "write the values out")
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
  /// the parser would take for an alias is found: a star with a name, not inside a word and not in a line that is a comment.
  private static func lineOfAlias(in text: String) -> Int? {
    var line = 1
    var isComment = false
    var isStartOfLine = true
    var previous: UInt8?
    var marker: UInt8?
    var firstAlias: Int?
    var hasAnchor = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        if byte == UInt8(ascii: "\n") || previous != UInt8(ascii: "\r") { line += 1 }
        (isComment, isStartOfLine, previous, marker) = (false, true, byte, nil)
        continue
      }
      // YAML has line breaks outside ASCII, so a comment counts only as far as it is ASCII.
      if byte >= 0x80 { isComment = false }
      if isStartOfLine, byte == UInt8(ascii: "#") { isComment = true }
      if byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\t") { isStartOfLine = false }
      if !isComment {
        if let mark = marker, isNamePart(byte) {
          if mark == UInt8(ascii: "*") { firstAlias = firstAlias ?? line } else { hasAnchor = true }
        }
        let isMarker = byte == UInt8(ascii: "*") || byte == UInt8(ascii: "&")
        marker = isMarker && !(previous.map(isWordPart) ?? false) ? byte : nil
      }
      previous = byte
    }
    return hasAnchor ? firstAlias : nil
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
