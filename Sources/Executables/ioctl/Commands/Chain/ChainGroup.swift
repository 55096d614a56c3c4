/// `ioctl bc`.
enum ChainGroup {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "bc", summary: "Deal with block chain of IoTeX blockchain", inheritedFlags: node,
      commands: [ChainBlockCommand.command, ChainInfoCommand.command, ChainVersionCommand.command])
  }
}
