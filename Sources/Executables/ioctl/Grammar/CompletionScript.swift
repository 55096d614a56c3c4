/// Scripts that complete commands and flags.
enum CompletionScript {
  /// Every command with the groups above it, the program first.
  static func paths(below root: Command) -> [CommandPath] {
    func all(_ path: CommandPath) -> [CommandPath] { [path] + path.command.commands.flatMap { all(path.appending($0)) } }
    return all(CommandPath(root: root))
  }

  private static func words(_ path: CommandPath) -> [String] {
    path.command.commands.map(\.name) + path.flags.flatMap { flag in ["--\(flag.name)"] + (flag.shorthand.map { ["-\($0)"] } ?? []) }
  }

  /// For bash 4 and later.
  static func bash(_ paths: [CommandPath]) -> String {
    let cases = paths.map { "    '\($0.text)') words='\(words($0).joined(separator: " "))' ;;" }.joined(separator: "\n")
    return """
      # bash completion for ioctl
      _ioctl() {
        local current="${COMP_WORDS[COMP_CWORD]}" path='ioctl' word words index
        for ((index = 1; index < COMP_CWORD; index++)); do
          word="${COMP_WORDS[index]}"
          case "$word" in
          -*) ;;
          *) case " $(_ioctl_words "$path") " in *" $word "*) path="$path $word" ;; esac ;;
          esac
        done
        words="$(_ioctl_words "$path")"
        COMPREPLY=($(compgen -W "$words" -- "$current"))
        [ ${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$current"))
      }
      _ioctl_words() {
        local words=''
        case "$1" in
      \(cases)
        esac
        echo "$words"
      }
      complete -F _ioctl ioctl

      """
  }

  /// For zsh: bash's script through zsh's own bridge.
  static func zsh(_ paths: [CommandPath]) -> String {
    "#compdef ioctl\nautoload -U +X bashcompinit && bashcompinit\n" + bash(paths)
  }

  /// For fish 3 and later.
  static func fish(_ paths: [CommandPath]) -> String {
    var lines = ["# fish completion for ioctl", "complete -c ioctl -f"]
    for path in paths {
      let above = path.chain.dropFirst().map(\.name)
      let condition = condition(above, excluding: path.command.commands.map(\.name))
      for command in path.command.commands {
        lines.append("complete -c ioctl -n '\(condition)' -a \(command.name) -d '\(escaped(command.summary))'")
      }
      let place = above.isEmpty ? "__fish_use_subcommand" : above.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
      for flag in path.localFlags {
        let short = flag.shorthand.map { " -s \($0)" } ?? ""
        lines.append("complete -c ioctl -n '\(place)' -l \(flag.name)\(short) -d '\(escaped(HelpText.split(flag).summary))'")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func condition(_ above: [String], excluding below: [String]) -> String {
    guard !above.isEmpty else { return "__fish_use_subcommand" }
    let seen = above.map { "__fish_seen_subcommand_from \($0)" }.joined(separator: "; and ")
    return below.isEmpty ? seen : seen + "; and not __fish_seen_subcommand_from " + below.joined(separator: " ")
  }

  private static func escaped(_ text: String) -> String { text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") }
}
