/// `ioctl node`.
enum NodeGroup {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "node", summary: "Deal with nodes of IoTeX blockchain", inheritedFlags: node,
      commands: [NodeDelegateCommand.command, NodeDoctorCommand.command, NodeRewardCommand.command, NodeStatusCommand.command])
  }
}
