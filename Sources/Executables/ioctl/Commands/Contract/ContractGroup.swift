/// `ioctl contract`.
enum ContractGroup {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "contract", summary: "Deal with smart contract of IoTeX blockchain", inheritedFlags: node,
      commands: [ContractDeployCommand.command, ContractInvokeCommand.command, ContractTestCommand.command])
  }

  /// The flag with arguments of a function.
  static let argumentsFlag = Flag(
    "with-arguments", nil, .text, "arguments as `JSON`: a list in order, or an object by name")
}
