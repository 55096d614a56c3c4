extension NodeConfiguration {
  /// The gRPC API.
  public struct APISettings: Sendable, Hashable {
    /// The files of a TLS certificate.
    public struct TLSFiles: Sendable, Hashable {
      /// The certificate chain in PEM form; `api.tlsCertificatePath`, this project's own.
      public let certificatePath: String
      /// Its private key in PEM form; `api.tlsKeyPath`, this project's own.
      public let keyPath: String
    }

    /// How a gas price is suggested.
    public struct GasStationSettings: Sendable, Hashable {
      /// How many blocks are looked at; `api.gasStation.suggestBlockWindow`.
      public let suggestBlockWindow: Int
      /// The suggestion without blocks, in Rau; `api.gasStation.defaultGas`.
      public let defaultGas: UInt64
      /// Which price of these blocks is suggested: 0 the lowest, 100 the highest; `api.gasStation.Percentile`.
      public let percentile: Int
    }

    /// Whether the API is served; `api.enabled`, this project's own. The reference serves it with `-plugin=gateway`.
    public let isEnabled: Bool
    /// The address to listen on; `api.host`, this project's own.
    public let host: String
    /// The port to listen on, 0 for any free one; `api.port`.
    public let port: UInt16
    /// The TLS certificate; nil for plain text.
    public let tls: TLSFiles?
    /// The largest request in bytes; `api.maxRequestBytes`, this project's own. 4 MiB as in gRPC.
    public let maxRequestBytes: Int
    /// How many requests are served at once; `api.maxConcurrentRequests`, this project's own.
    public let maxConcurrentRequests: Int
    /// The longest a request may take, whatever deadline its client sets; `api.requestTimeout`, this project's own.
    public let requestTimeout: Duration
    /// The most elements of an answer; `api.rangeQueryLimit`.
    public let rangeQueryLimit: UInt64
    /// From how many blocks actions per second are computed; `api.tpsWindow`.
    public let tpsWindow: Int
    /// How a gas price is suggested.
    public let gasStation: GasStationSettings

    init(_ entries: ConfigurationEntries) {
      isEnabled = entries.boolean("api.enabled")
      host = entries.text("api.host")
      port = entries.integer("api.port")
      if let certificatePath = entries.optionalText("api.tlsCertificatePath"), let keyPath = entries.optionalText("api.tlsKeyPath") {
        tls = TLSFiles(certificatePath: certificatePath, keyPath: keyPath)
      } else {
        tls = nil
      }
      maxRequestBytes = entries.integer("api.maxRequestBytes")
      maxConcurrentRequests = entries.integer("api.maxConcurrentRequests")
      requestTimeout = entries.duration("api.requestTimeout")
      rangeQueryLimit = entries.integer("api.rangeQueryLimit")
      tpsWindow = entries.integer("api.tpsWindow")
      gasStation = GasStationSettings(
        suggestBlockWindow: entries.integer("api.gasStation.suggestBlockWindow"),
        defaultGas: entries.integer("api.gasStation.defaultGas"), percentile: entries.integer("api.gasStation.Percentile"))
    }
  }
}
