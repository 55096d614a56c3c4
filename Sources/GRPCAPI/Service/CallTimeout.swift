internal import GRPCCore

/// The `grpc-timeout` of a request: up to eight digits and a unit.
enum CallTimeout {
  /// How long the client waits; nil when it does not say, or not in this form.
  static func read(_ metadata: Metadata) -> Duration? {
    for text in metadata[stringValues: "grpc-timeout"] {
      guard let unit = text.last, let amount = Int64(text.dropLast()), amount >= 0, amount <= 99_999_999 else { return nil }
      switch unit {
      case "H": return .seconds(amount * 3600)
      case "M": return .seconds(amount * 60)
      case "S": return .seconds(amount)
      case "m": return .milliseconds(amount)
      case "u": return .microseconds(amount)
      case "n": return .nanoseconds(amount)
      default: return nil
      }
    }
    return nil
  }
}
