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

  /// A shell function that prints what may stand after a command; bash and zsh both read it.
  private static func table(_ paths: [CommandPath]) -> String {
    let cases = paths.map { "  '\($0.text)') list='\(words($0).joined(separator: " "))' ;;" }.joined(separator: "\n")
    return "_ioctl_words() {\n  local list=''\n  case \"$1\" in\n\(cases)\n  esac\n  echo \"$list\"\n}\n"
  }

  /// For bash 4 and later.
  static func bash(_ paths: [CommandPath]) -> String {
    """
    # bash completion for ioctl
    \(table(paths))_ioctl() {
      local current="${COMP_WORDS[COMP_CWORD]}" command='ioctl' word index
      for ((index = 1; index < COMP_CWORD; index++)); do
        word="${COMP_WORDS[index]}"
        case "$word" in
        -*) ;;
        *) case " $(_ioctl_words "$command") " in *" $word "*) command="$command $word" ;; esac ;;
        esac
      done
      COMPREPLY=($(compgen -W "$(_ioctl_words "$command")" -- "$current"))
      [ ${#COMPREPLY[@]} -eq 0 ] && COMPREPLY=($(compgen -f -- "$current"))
    }
    complete -F _ioctl ioctl

    """
  }

  /// For zsh 5 and later: as a file named `_ioctl` in a folder of `$fpath`, or sourced after `compinit`.
  static func zsh(_ paths: [CommandPath]) -> String {
    """
    #compdef ioctl
    \(table(paths))_ioctl() {
      local command='ioctl' word
      for word in "${(@)words[2,CURRENT-1]}"; do
        case "$word" in
        -*) ;;
        *) case " $(_ioctl_words "$command") " in *" $word "*) command="$command $word" ;; esac ;;
        esac
      done
      compadd -- ${=$(_ioctl_words "$command")} || _files
    }
    if [ "${funcstack[1]}" = _ioctl ]; then _ioctl "$@"; else compdef _ioctl ioctl; fi

    """
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
