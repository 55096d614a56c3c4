extension YamuxSession {
  /// Asks the other side whether it lives; returns the value that the answer (``YamuxEvent/pong(_:)``) will carry.
  @discardableResult
  public mutating func ping() -> UInt32 {
    defer { nextPing &+= 1 }  // Any value will do: it only has to differ from the last one.
    append(YamuxHeader(.ping, flags: .synchronize, length: nextPing))
    return nextPing
  }

  /// Lets time pass: sends a ping when one is due, and throws when nothing at all came after one.
  public mutating func tick(at now: UInt64) throws(YamuxViolation) {
    guard configuration.keepAliveInterval > 0 else { return }
    if let answerDue, now >= answerDue { throw .keepAlive }
    guard let due = pingDue else {
      pingDue = now + configuration.keepAliveInterval
      return
    }
    guard now >= due else { return }
    pingDue = now + configuration.keepAliveInterval
    answerDue = now + configuration.keepAliveTimeout
    ping()
  }
}
