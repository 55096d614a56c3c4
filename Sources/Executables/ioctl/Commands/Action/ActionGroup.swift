/// `ioctl action`.
enum ActionGroup {
  static func command(_ node: [Flag]) -> Command {
    Command(
      use: "action", summary: "Manage actions of IoTeX blockchain", inheritedFlags: node,
      commands: [
        ActionClaimCommand.command, ActionDecodeCommand.command, ActionDeployCommand.command, ActionDepositCommand.command,
        ActionHashCommand.command, ActionInvokeCommand.command, ActionReadCommand.command, ActionSendrawCommand.command,
        ActionTransferCommand.command,
      ])
  }

  /// The gas of every action.
  static let baseGas: UInt64 = 10_000
  /// The gas of each byte of a payload.
  static let gasPerByte: UInt64 = 100

  /// The gas that an action with a payload needs.
  static func gas(payload: [UInt8]) -> UInt64 { baseGas + gasPerByte * UInt64(payload.count) }
}
