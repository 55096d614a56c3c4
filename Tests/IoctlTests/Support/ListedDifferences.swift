/// Recorded runs that ours differ from on purpose. `Docs/ioctl.md` has the reasons.
enum ListedDifferences {
  /// How a run differs.
  enum Kind: Sendable {
    /// The text of a help page: there are more commands and flags.
    case help
    /// The usage after an error: there are more flags. Message and exit code are the same.
    case usage
    /// A fault of the original, mended.
    case mended
  }

  private static let help: Set<String> = [
    "help-root-noargs", "help-root-flag", "help-root-h", "help-root-help", "help-account", "help-account-export",
    "help-account-import", "help-action", "help-action-transfer", "help-action-deploy", "help-action-invoke",
    "help-action-claim", "help-action-deposit", "help-alias-import", "help-bc", "help-config", "help-node",
    "help-account-configured", "help-help-action-transfer", "group-account-noargs", "group-bc-noargs", "group-config-noargs",
    "group-node-noargs",
  ]
  private static let usage: Set<String> = [
    "alias-import-badformat", "action-deploy-missing-gas", "action-invoke-three-args",
  ]
  private static let mended: Set<String> = [
    "help-help-unknown", "group-account-unknown", "group-action-unknown", "group-alias-unknown", "group-bc-unknown",
    "group-node-unknown", "alias-four-args", "bc-two-args", "config-set-endpoint-garbage", "config-badyaml", "config-wrongtype",
    "config-unknownkey-lost", "alias-set-null-map", "alias-export-empty", "alias-export-json", "alias-export-yaml",
    "alias-export-format-long", "alias-export-many", "alias-export-many-yaml", "alias-export-empty-yaml", "alias-import-json",
    "alias-import-yaml", "alias-import-format-long", "alias-import-format-eq", "alias-import-force-long",
    "alias-import-bad-address", "alias-import-dup-in-data", "action-transfer-price-suggested", "action-transfer-amount-huge",
    "action-transfer-gas-huge", "action-transfer-percent-recipient", "action-transfer-pty", "action-deploy-gas-over-limit",
    "action-deposit-too-much", "account-createadd-null-map", "account-import-garbage", "account-import-odd", "account-import-0x",
    "account-delete-pty",
  ]

  /// All of them.
  static let all = (help.union(usage).union(mended)).sorted()

  /// How a run differs; nil if it may not.
  static func kind(of id: String) -> Kind? {
    help.contains(id) ? .help : usage.contains(id) ? .usage : mended.contains(id) ? .mended : nil
  }
}
