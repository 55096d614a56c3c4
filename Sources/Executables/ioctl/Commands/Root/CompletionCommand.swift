/// `ioctl completion`.
enum CompletionCommand {
  static let command = Command(
    use: "completion (bash|zsh|fish)", summary: "Print a script that completes commands and flags in a shell",
    details: "Print a script that completes commands and flags in a shell.\n\n"
      + "  bash: source <(ioctl completion bash)\n  zsh:  ioctl completion zsh > \"${fpath[1]}/_ioctl\"\n"
      + "  fish: ioctl completion fish > ~/.config/fish/completions/ioctl.fish",
    words: .choice(1, of: ["bash", "zsh", "fish"]), worksWithoutSettings: true,
    action: { session in
      let paths = CompletionScript.paths(below: session.root)
      switch session.word(0) {
      case "bash": session.console.write(CompletionScript.bash(paths))
      case "zsh": session.console.write(CompletionScript.zsh(paths))
      default: session.console.write(CompletionScript.fish(paths))
      }
    })
}
