/// The flags of commands that sign and send an action.
enum SigningFlags {
  /// The flags.
  ///
  /// - Parameter isGasLimitRequired: whether the original wants the gas limit and the byte code spelt out.
  static func all(isGasLimitRequired: Bool = false) -> [Flag] {
    let gas =
      isGasLimitRequired
      ? [
        Flag("bytecode", "b", .hexadecimal, isRequired: true, "set the byte code"),
        Flag("gas-limit", "l", .number, isRequired: true, "set gas limit"),
      ] : [Flag("gas-limit", "l", .number, "set gas limit")]
    return gas + [
      Flag("gas-price", "p", standard: "1", "set gas price (unit: 10^(-6)Iotx)"),
      Flag("signer", "s", isRequired: true, "choose a signing account"),
      Flag("nonce", "n", .number, "set nonce"),
      Flag("assume-yes", "y", .truth, "do not ask for confirmation; refuse what is sure to fail"),
      Flag("wait", "w", .truth, "wait for the receipt; fail if the action failed"),
      Session.passwordFlag,
    ]
  }
}
