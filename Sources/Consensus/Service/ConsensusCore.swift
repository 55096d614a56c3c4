internal import ChainTypes
internal import CoreMetrics
internal import Dispatch
internal import RollDPoS
internal import Synchronization

/// The driver with its timers, on the consensus queue.
///
/// `@unchecked Sendable`: every member but `status` and `outcome`, which have locks, is used only on `queue`, which is
/// serial, and by `init`, before anybody else knows of the object.
final class ConsensusCore: @unchecked Sendable, ConsensusTransport, ConsensusTimers {
  /// What others may see.
  let status = Mutex(ConsensusStatus())
  private let outcome = Mutex(Outcome())
  private let queue: DispatchQueue
  private let outlet: ConsensusService.Outlet
  private let metrics: ConsensusMetrics?
  private let chain: MeasuredChain
  private let adaptsMinting: Bool
  private let now: @Sendable () -> Timestamp
  private let alarm: any DispatchSourceTimer
  /// What the alarm was set for, and when it rings: with a clock that was set back or forward not the same.
  private var alarmMoment: Timestamp?
  private var alarmDeadline = ContinuousClock.now
  private var driver: ConsensusDriver?
  private var timers: [ConsensusTimer.Kind: (timer: ConsensusTimer, due: Timestamp)] = [:]
  /// The longest sleep, in nanoseconds. Only a clock that was set forward needs one to end.
  private static let longestSleep: Int64 = 1_000_000_000

  private struct Outcome {
    var isEnded = false
    var fault: ConsensusFault?
    var waiting: CheckedContinuation<ConsensusFault?, Never>?
  }

  init(
    configuration: ConsensusService.Configuration, chain: any ConsensusChain, journal: ConsensusJournal, outlet: ConsensusService.Outlet,
    isActive: Bool, queue: DispatchQueue, metrics: ConsensusMetrics?
  ) throws(ConsensusFault) {
    self.queue = queue
    self.outlet = outlet
    self.metrics = metrics
    self.chain = MeasuredChain(chain, metrics: metrics)
    adaptsMinting = configuration.adaptsMinting
    now = configuration.now
    alarm = DispatchSource.makeTimerSource(flags: .strict, queue: queue)
    driver = try ConsensusDriver(
      configuration: configuration.driver, chain: self.chain, transport: self, timers: self, journal: journal, isActive: isActive,
      notify: { [unowned self] in note($0) })
    alarm.setEventHandler { [weak self] in self?.perform { (_, _) throws(ConsensusFault) in } }
    alarm.schedule(deadline: .distantFuture)
    alarm.activate()
  }

  deinit { alarm.cancel() }

  /// Lets the driver do something, then fires the timers that are due.
  func perform(_ body: (ConsensusDriver, Timestamp) throws(ConsensusFault) -> Void) {
    guard let driver else { return }
    do throws(ConsensusFault) {
      try body(driver, now())
      while let timer = takeDueTimer() { try driver.fire(timer, at: now()) }
    } catch {
      end(error)
    }
    if adaptsMinting, chain.mintingEstimate > 0 { driver.setMintAhead(chain.mintingEstimate * 2 + 20_000_000) }
    let current = ConsensusStatus(driver)
    status.withLock { $0 = current }
    setAlarm()
  }

  /// Handles a message; nil when the service has ended.
  func receive(_ message: ConsensusMessage) -> ConsensusDriver.MessageOutcome? {
    var outcome: ConsensusDriver.MessageOutcome?
    perform { (driver, now) throws(ConsensusFault) in outcome = try driver.receive(message, at: now) }
    if outcome == .forged { metrics?.badMessages.increment() }
    return outcome
  }

  /// Ends for good.
  func end(_ fault: ConsensusFault?) {
    driver = nil
    timers = [:]
    alarm.schedule(deadline: .distantFuture)
    let waiting = outcome.withLock { outcome -> CheckedContinuation<ConsensusFault?, Never>? in
      guard !outcome.isEnded else { return nil }
      outcome.isEnded = true
      outcome.fault = fault
      defer { outcome.waiting = nil }
      return outcome.waiting
    }
    waiting?.resume(returning: fault)
  }

  /// Resumes when the service has ended, with the reason.
  func whenEnded(_ continuation: CheckedContinuation<ConsensusFault?, Never>) {
    let ended = outcome.withLock { outcome -> ConsensusFault?? in
      guard !outcome.isEnded else { return .some(outcome.fault) }
      outcome.waiting = continuation
      return nil
    }
    if let ended { continuation.resume(returning: ended) }
  }

  // MARK: ConsensusTransport

  func broadcast(_ message: ConsensusMessage) { outlet.broadcast(message) }
  func announce(_ block: Block) { outlet.announce(block) }
  func announceAgain(_ block: Block) { outlet.announceAgain(block) }
  func synchronize(from height: UInt64) { outlet.synchronize(height) }

  // MARK: ConsensusTimers

  func set(_ timer: ConsensusTimer, at moment: Timestamp) { timers[timer.kind] = (timer, moment) }

  private func takeDueTimer() -> ConsensusTimer? {
    let now = self.now()
    // Of several the one that was due first; of one moment, in the order of the steps.
    let due = ConsensusTimer.Kind.allCases.compactMap { timers[$0] }.filter { $0.due <= now }.min { $0.due < $1.due }
    guard let due else { return nil }
    timers[due.timer.kind] = nil
    return due.timer
  }

  /// Sets the alarm for the next timer, unless it is: setting it wakes a thread of Dispatch's.
  private func setAlarm() {
    let next = timers.values.map(\.due).min()
    let isSet = alarmMoment == next && ContinuousClock.now < alarmDeadline
    guard !isSet else { return }
    alarmMoment = next
    guard let next else {
      alarmDeadline = ContinuousClock.now + .seconds(3600)
      alarm.schedule(deadline: .distantFuture)
      return
    }
    let wait = min(max(0, next.nanoseconds(since: now()) ?? Self.longestSleep), Self.longestSleep)
    alarmDeadline = ContinuousClock.now + .nanoseconds(wait)
    alarm.schedule(deadline: .now() + .nanoseconds(Int(wait)), leeway: .nanoseconds(0))
  }

  private func note(_ notice: ConsensusNotice) {
    metrics?.record(notice)
    if case .committed = notice, let start = driver?.machine.round?.start, let elapsed = now().nanoseconds(since: start),
      elapsed > 0
    {
      metrics?.decision.recordNanoseconds(elapsed)
    }
    outlet.notify(notice)
  }
}
