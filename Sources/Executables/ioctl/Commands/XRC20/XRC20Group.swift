/// `ioctl xrc20`.
enum XRC20Group {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "xrc20", summary: "Support ERC20 standard command-line",
      inheritedFlags: node + [Flag("contract-address", "c", .text, isRequired: true, "set contract address")],
      commands: [
        XRC20Queries.allowance, XRC20Sending.approve, XRC20Queries.balanceOf, XRC20Queries.totalSupply, XRC20Sending.transfer,
        XRC20Sending.transferFrom,
      ])
  }
}
