extension Rules {
  /// The rules of a fork, or nil if they are not implemented.
  public static func of(_ fork: Fork) -> Rules? {
    switch fork {
    case .alpha: alpha
    default: nil
    }
  }
}
