/// A command's manual page, in the macros of man(7).
enum ManualPage {
  /// The page's source.
  static func text(_ path: CommandPath) -> String {
    let command = path.command
    let title = path.chain.map(\.name).joined(separator: "-")
    let above = path.chain.dropLast().map(\.name).joined(separator: " ")
    var lines = [
      ".TH \"\(title.uppercased())\" \"1\" \"\" \"iotex-swift\" \"IoTeX\"", ".SH NAME", "\(escaped(title)) \\- \(escaped(command.summary))",
      ".SH SYNOPSIS",
    ]
    if command.action != nil { lines += [".B \(escaped((above.isEmpty ? "" : above + " ") + command.use)) [flags]"] }
    if !command.commands.isEmpty {
      if command.action != nil { lines.append(".br") }
      lines.append(".B \(escaped(path.text)) command")
    }
    if !command.details.isEmpty {
      lines +=
        [".SH DESCRIPTION"]
        + command.details.split(separator: "\n", omittingEmptySubsequences: false).map { $0.isEmpty ? ".PP" : escaped(String($0)) }
    }
    if !command.commands.isEmpty {
      lines.append(".SH COMMANDS")
      for below in command.commands { lines += [".TP", ".B \(escaped(below.name))", escaped(below.summary)] }
    }
    lines += section("FLAGS", path.localFlags) + section("GLOBAL FLAGS", path.handedDownFlags)
    let related =
      (path.chain.count > 1 ? [path.chain.dropLast().map(\.name).joined(separator: "-")] : [])
      + command.commands.map { title + "-" + $0.name }
    if !related.isEmpty { lines += [".SH SEE ALSO", related.map { ".BR \(escaped($0)) (1)" }.joined(separator: ",\n")] }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func section(_ title: String, _ flags: [Flag]) -> [String] {
    guard !flags.isEmpty else { return [] }
    return [".SH \(title)"]
      + flags.flatMap { flag -> [String] in
        let (value, summary) = HelpText.split(flag)
        // The configured endpoint is the reader's own, not the manual's.
        let standard = flag.standard.isEmpty || flag.name == "endpoint" ? "" : " (default \(flag.standard))"
        return [".TP", ".B \(escaped(flag.label))" + (value.isEmpty ? "" : " \\fI\(escaped(value))\\fR"), escaped(summary + standard)]
      }
  }

  private static func escaped(_ text: String) -> String {
    let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-")
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
