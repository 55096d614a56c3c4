extension NodeConfiguration {
  /// Metrics, administration, experiments.
  public struct SystemSettings: Sendable, Hashable {
    /// Whether the node produces blocks when it is its turn, or stands by; `system.active`.
    public let isActive: Bool
    /// How often heartbeat metrics are refreshed; `system.heartbeatInterval`.
    public let heartbeatInterval: Duration
    /// The address of metrics and probes; `system.httpStatsHost`, this project's own.
    public let statsHost: String
    /// The port of metrics and probes; `system.httpStatsPort`. 0 turns them off.
    public let statsPort: UInt16
    /// The address of the admin endpoint, always of the loopback; `system.httpAdminHost`, this project's own.
    public let adminHost: String
    /// The port of the admin endpoint; `system.httpAdminPort`. 0 turns it off.
    public let adminPort: UInt16
    /// Whether votes and sub-chain actions are accepted; `system.enableExperimentalActions`.
    public let enableExperimentalActions: Bool

    init(_ entries: ConfigurationEntries) {
      isActive = entries.boolean("system.active")
      heartbeatInterval = entries.duration("system.heartbeatInterval")
      statsHost = entries.text("system.httpStatsHost")
      statsPort = entries.integer("system.httpStatsPort")
      adminHost = entries.text("system.httpAdminHost")
      adminPort = entries.integer("system.httpAdminPort")
      enableExperimentalActions = entries.boolean("system.enableExperimentalActions")
    }
  }
}
