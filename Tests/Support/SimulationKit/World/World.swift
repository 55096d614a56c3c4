public import ChainTypes
internal import Primitives

/// A simulated network: its nodes, what travels between them, and the checks that watch.
///
/// Everything happens in one thread, in the order of one queue, and follows from the scenario; the machine's clock and
/// generators have no part in it.
public final class World {
  /// What is simulated.
  public let scenario: Scenario
  /// The true time now.
  public private(set) var now = VirtualTime.zero
  /// What happened.
  public private(set) var trace: Trace
  /// The checks.
  public let checks: [any SimulationCheck]
  /// Whether all faults have ended.
  public private(set) var isHealed = false
  /// The first failed check.
  public private(set) var violation: Violation?

  private var queue = EventQueue<Event>()
  private var network: NetworkModel
  private var slots: [Slot] = []
  private var nextTimer: UInt64 = 0
  private var cancelledTimers: Set<TimerID> = []
  private let origin: Timestamp
  private let makeNode: (NodeEnvironment) throws -> any SimulatedNode
  private let makeAction: (Scenario.Submission) -> [UInt8]?
  private let onHealed: (World) -> Void

  /// What waits in the queue.
  private enum Event {
    case arrival(Packet, from: Int, to: Int)
    case timer(TimerID, label: StaticString, node: Int, life: Int)
    case step(Scenario.Step)
    case submission(Scenario.Submission)
    case healing
    case start(Int)
  }

  /// A node's place.
  private struct Slot {
    let environment: NodeEnvironment
    var node: (any SimulatedNode)?
    /// Grows with every crash: timers of an earlier life are gone.
    var life = 0
    var clockOffset: Int64
    /// Until when its disk keeps it busy.
    var busyUntil = VirtualTime.zero
    /// Commits of its disk when the present event began.
    var commitsBefore = 0
  }

  /// A world that has not begun.
  ///
  /// - Parameters:
  ///   - origin: what right clocks show at the beginning.
  ///   - disk: makes the disk of a node.
  ///   - makeNode: makes the program of a node, at first and after every crash.
  ///   - makeAction: makes the action of a submission.
  ///   - onHealed: is told when all faults have ended.
  public init(
    _ scenario: Scenario, origin: Timestamp, trace: Trace, checks: [any SimulationCheck],
    disk: (Int, Scenario.Node) throws -> SimulatedDisk,
    makeNode: @escaping (NodeEnvironment) throws -> any SimulatedNode,
    makeAction: @escaping (Scenario.Submission) -> [UInt8]? = { _ in nil },
    onHealed: @escaping (World) -> Void = { _ in }
  ) throws {
    self.scenario = scenario
    self.origin = origin
    self.trace = trace
    self.checks = checks
    self.makeNode = makeNode
    self.makeAction = makeAction
    self.onHealed = onHealed
    network = NetworkModel(
      nodeCount: scenario.nodes.count, profile: scenario.links, random: RandomStream(seed: scenario.seed, concern: "network"))
    for (index, node) in scenario.nodes.enumerated() {
      let environment = NodeEnvironment(
        index: index, disk: try disk(index, node), random: RandomStream(seed: scenario.seed, concern: "node", number: index), world: self)
      slots.append(Slot(environment: environment, clockOffset: node.clockOffset))
      queue.schedule(.start(index), at: .zero)
    }
    for (time, step) in scenario.steps { queue.schedule(.step(step), at: time) }
    for submission in scenario.submissions { queue.schedule(.submission(submission), at: submission.time) }
    queue.schedule(.healing, at: scenario.healing)
  }

  /// Runs until a check fails, all of them are satisfied after the healing, or the scenario ends.
  ///
  /// - Returns: the check that failed.
  @discardableResult
  public func run() -> Violation? {
    while violation == nil, let (time, event) = queue.next() {
      guard time <= scenario.end else { break }
      now = time
      handle(event)
      examine()
      if isHealed, checks.allSatisfy(\.isSatisfied) { break }
    }
    if violation == nil, let unsatisfied = checks.first(where: { !$0.isSatisfied }) {
      fail(unsatisfied.name, "still waiting when the simulation ended")
    }
    record(TraceEvent(time: now, kind: .finished))
    return violation
  }

  /// Schedules what a user does.
  public func schedule(_ submission: Scenario.Submission) { queue.schedule(.submission(submission), at: submission.time) }

  /// Whether a node is up.
  public func isUp(_ node: Int) -> Bool { slots[node].node != nil }

  /// The program of a node that is up.
  public func node(_ index: Int) -> (any SimulatedNode)? { slots[index].node }

  private func handle(_ event: Event) {
    switch event {
    case .start(let index): start(index)
    case .arrival(let packet, let sender, let receiver): deliver(packet, from: sender, to: receiver)
    case .timer(let timer, let label, let index, let life):
      if cancelledTimers.remove(timer) != nil { return }
      guard slots[index].life == life, slots[index].node != nil else { return }
      if postponed(event, of: index) { return }
      record(TraceEvent(time: now, kind: .timer, node: index, label: label))
      perform(at: index) { try $0.timerExpired(timer) }
    case .step(let step): if !isHealed { take(step) }
    case .submission(let submission): submit(submission)
    case .healing: heal()
    }
  }

  // MARK: Nodes

  private func start(_ index: Int) {
    guard slots[index].node == nil else { return }
    do {
      if slots[index].environment.disk.isCrashed { try slots[index].environment.disk.restart() }
      slots[index].commitsBefore = slots[index].environment.disk.commitCount
      slots[index].node = try makeNode(slots[index].environment)
    } catch {
      return fail("start", "node \(index) cannot start: \(error)")
    }
    perform(at: index) { try $0.start() }
  }

  private func crash(_ index: Int) {
    guard slots[index].node != nil else { return }
    slots[index].environment.disk.crash()
    die(index)
  }

  private func die(_ index: Int) {
    slots[index].node = nil
    slots[index].life += 1
    slots[index].busyUntil = now
    record(TraceEvent(time: now, kind: .crashed, node: index))
    report(.crashed, at: index)
    // After the healing nothing stays down.
    if isHealed { queue.schedule(.start(index), at: now.adding(Span.second)) }
  }

  /// Lets a node do something, and adds the time that its disk takes.
  private func perform(at index: Int, _ body: (any SimulatedNode) throws -> Void) {
    guard let node = slots[index].node else { return }
    let disk = slots[index].environment.disk
    slots[index].commitsBefore = disk.commitCount
    do {
      try body(node)
    } catch {
      if disk.isCrashed { return die(index) }
      if scenario.nodes[index].role.isHonest { return fail("fault", "node \(index) failed: \(error)") }
      return crash(index)
    }
    if disk.isCrashed { return die(index) }
    slots[index].busyUntil = departure(from: index)
  }

  /// When what a node sends now leaves it: after its disk has done what came before.
  private func departure(from index: Int) -> VirtualTime {
    let disk = slots[index].environment.disk
    let commits = max(0, disk.commitCount - slots[index].commitsBefore)
    return max(now, slots[index].busyUntil).adding(UInt64(commits) * disk.commitLatency)
  }

  /// Puts an event off while a node is busy.
  private func postponed(_ event: Event, of index: Int) -> Bool {
    guard now < slots[index].busyUntil else { return false }
    queue.schedule(event, at: slots[index].busyUntil)
    return true
  }

  func localTime(of index: Int) -> Timestamp {
    let offset = Int64(clamping: now.nanoseconds) + slots[index].clockOffset
    return origin.adding(nanoseconds: offset) ?? origin
  }

  // MARK: Messages

  func send(_ packet: Packet, from sender: Int, to receivers: [Int]) {
    report(.sent(packet), at: sender)
    let time = departure(from: sender)
    for receiver in receivers where receiver != sender {
      let fate = network.send(from: sender, to: receiver, at: time)
      let kind: TraceEvent.Kind
      switch fate {
      case .arrives(let arrivals):
        kind = arrivals.count > 1 ? .duplicated : .sent
        for arrival in arrivals { queue.schedule(.arrival(packet, from: sender, to: receiver), at: arrival) }
      case .lost: kind = .lost
      case .blocked: kind = .blocked
      }
      record(
        TraceEvent(
          time: now, kind: kind, node: sender, peer: receiver, label: packet.label, number: packet.number, digest: packet.digest))
    }
  }

  private func deliver(_ packet: Packet, from sender: Int, to receiver: Int) {
    let isHeard = slots[receiver].node != nil && network.isOpen(from: sender, to: receiver)
    if isHeard, postponed(.arrival(packet, from: sender, to: receiver), of: receiver) { return }
    record(
      TraceEvent(
        time: now, kind: isHeard ? .delivered : .unheard, node: receiver, peer: sender, label: packet.label, number: packet.number,
        digest: packet.digest))
    if isHeard { perform(at: receiver) { try $0.receive(packet, from: sender) } }
  }

  private func submit(_ submission: Scenario.Submission) {
    guard slots[submission.node].node != nil else { return }
    if postponed(.submission(submission), of: submission.node) { return }
    // Something new that waited for a slow disk until after the healing: nobody would submit it again, should this node be faulty.
    if isHealed && submission.earlier == nil { return }
    guard let action = makeAction(submission) else { return }
    record(
      TraceEvent(
        time: now, kind: .submitted, node: submission.node, label: "by user", number: UInt64(submission.user),
        digest: RunningHash.of(action)))
    perform(at: submission.node) { _ = try $0.submit(action) }
  }

  // MARK: Timers

  func setTimer(of index: Int, after delay: UInt64, label: StaticString) -> TimerID {
    nextTimer += 1
    let timer = TimerID(number: nextTimer)
    queue.schedule(.timer(timer, label: label, node: index, life: slots[index].life), at: now.adding(delay))
    return timer
  }

  func cancelTimer(_ timer: TimerID) { cancelledTimers.insert(timer) }

  // MARK: Faults

  private func take(_ step: Scenario.Step) {
    switch step {
    case .crash(let node): crash(node)
    case .crashAtCommit(let node, let commit, let afterwards):
      if slots[node].node != nil { slots[node].environment.disk.crash(atCommit: commit, afterwards: afterwards) }
    case .restart(let node):
      if slots[node].node == nil { record(TraceEvent(time: now, kind: .restarted, node: node)) }
      start(node)
    case .partition(let groups):
      record(TraceEvent(time: now, kind: .partitioned, digest: groups.reduce(0) { $0 &* 31 &+ UInt64(bitPattern: Int64($1 + 1)) }))
      network.partition(groups)
    case .cut(let from, let to):
      record(TraceEvent(time: now, kind: .partitioned, node: from, peer: to, label: "one way"))
      network.cutLink(from: from, to: to)
    case .join:
      record(TraceEvent(time: now, kind: .healed, label: "partitions"))
      network.heal()
    case .links(let profile):
      record(TraceEvent(time: now, kind: .slowed, label: "links", number: UInt64(profile.lossPerMillion)))
      network.setProfile(profile)
    case .linksOf(let node, let profile):
      record(TraceEvent(time: now, kind: .slowed, node: node, label: "links", number: UInt64(profile.lossPerMillion)))
      network.setProfile(profile, of: node)
    case .clock(let node, let offset):
      record(TraceEvent(time: now, kind: .skewed, node: node, label: "milliseconds", number: offset.magnitude / Span.millisecond))
      slots[node].clockOffset = offset
    case .disk(let node, let latency):
      record(TraceEvent(time: now, kind: .slowed, node: node, label: "disk", number: latency / Span.millisecond))
      slots[node].environment.disk.commitLatency = latency
    }
  }

  /// Ends all faults.
  private func heal() {
    isHealed = true
    record(TraceEvent(time: now, kind: .healed, label: "everything"))
    network.heal()
    network.setProfile(.calm)
    for index in slots.indices {
      slots[index].clockOffset = max(-50_000_000, min(50_000_000, slots[index].clockOffset))
      slots[index].environment.disk.disarm()
      slots[index].environment.disk.commitLatency = min(slots[index].environment.disk.commitLatency, 2 * Span.millisecond)
      start(index)
    }
    report(.healed, at: -1)
    onHealed(self)
  }

  // MARK: Checks

  func record(_ event: TraceEvent) { trace.record(event) }

  func report(_ observation: Observation, at node: Int) {
    if case .committed(let height, let hash, _) = observation {
      record(
        TraceEvent(
          time: now, kind: .committed, node: node, label: "block", number: height, digest: hash.withUnsafeBytes { $0.load(as: UInt64.self) }
        ))
    }
    for check in checks {
      if let detail = check.observe(observation, at: node, time: now) { fail(check.name, detail) }
    }
  }

  private func examine() {
    for check in checks {
      if let detail = check.examine(at: now) { fail(check.name, detail) }
    }
  }

  private func fail(_ check: StaticString, _ detail: String) {
    if violation == nil { violation = Violation(check: "\(check)", detail: detail, time: now) }
  }
}
