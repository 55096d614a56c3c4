import Logging
import NIOPosix
import Synchronization

extension PubSub {
  /// Reads what a peer sends on a stream that it opened, until its end.
  func read(_ stream: PeerStream) async {
    speaksPubSub(stream.peer)
    do {
      while let frames = try await stream.readMessages(limit: configuration.decoding.rpcBytes, count: 64) {
        var rpcs: [GossipEvent] = []
        for frame in frames { rpcs.append(.received(try GossipRPC(decoding: frame, limits: configuration.decoding), from: stream.peer)) }
        let work = handle(rpcs)
        if !work.candidates.isEmpty { await validate(work.candidates) }
      }
    } catch StreamError.messageTooLong {
      handle(.malformed(from: stream.peer))
      stream.reset()
    } catch is WireError {
      handle(.malformed(from: stream.peer))
      stream.reset()
    } catch {
      logger.trace("a pubsub stream ended", metadata: ["peer": "\(stream.peer)", "error": "\(error)"])
    }
  }

  /// Checks messages and reports, batch by batch, several batches at a time.
  private func validate(_ candidates: [PubSubState.Candidate]) async {
    let size = max(1, configuration.verificationBatch)
    if candidates.count <= size {
      await validateBatch(candidates)
      return
    }
    await withTaskGroup(of: Void.self) { group in
      var running = 0
      for start in stride(from: 0, to: candidates.count, by: size) {
        if running == Self.batchesAtATime {
          await group.next()
          running -= 1
        }
        let batch = Array(candidates[start..<min(start + size, candidates.count)])
        group.addTask { await self.validateBatch(batch) }
        running += 1
      }
    }
  }

  /// Batches of one stream that are checked at the same time.
  private static let batchesAtATime = 8

  private func validateBatch(_ batch: [PubSubState.Candidate]) async {
    let checked =
      batch.count <= configuration.verifiedAtOnce
      ? batch.map { Self.check($0) } : try? await configuration.verification.runIfActive { batch.map { Self.check($0) } }
    // A pool that was shut down checks nothing: then nothing is accepted.
    guard let checked else { return }
    var judged: [(PubSubState.Candidate, GossipVerdict)] = []
    var waiting: [PubSubState.Candidate] = []
    for (candidate, outcome) in zip(batch, checked) {
      switch outcome {
      case .judged(let verdict): judged.append((candidate, verdict))
      case .deferred: waiting.append(candidate)
      }
    }
    await report(judged)
    if !waiting.isEmpty { await validateLater(waiting) }
  }

  /// Asks the subscribers that take their time, a bounded number at once.
  private func validateLater(_ candidates: [PubSubState.Candidate]) async {
    if candidates.count == 1 {
      await report([(candidates[0], await Self.judgeLater(candidates[0]))])
      return
    }
    await withTaskGroup(of: (PubSubState.Candidate, GossipVerdict).self) { group in
      var running = 0
      for candidate in candidates {
        if running >= configuration.validationConcurrency, let judged = await group.next() {
          running -= 1
          await report([judged])
        }
        group.addTask { (candidate, await Self.judgeLater(candidate)) }
        running += 1
      }
      for await judged in group { await report([judged]) }
    }
  }

  /// Tells the router what was judged, or keeps it for a while where nobody is in a hurry.
  private func report(_ judged: [(PubSubState.Candidate, GossipVerdict)]) async {
    var events: [GossipEvent] = []
    var unhurried: [PubSubState.Candidate] = []
    for (candidate, verdict) in judged {
      if verdict == .accept && candidate.isUrgentWordOfItsAuthor {
        unhurried.append(candidate)
      } else {
        events.append(Self.report(candidate, verdict))
      }
    }
    if !unhurried.isEmpty { passOnLater(unhurried) }
    await report(events)
  }

  /// Gives messages to the subscribers, and has them passed on in a while, together with others.
  private func passOnLater(_ candidates: [PubSubState.Candidate]) {
    let isFirst = state.withLock { state in
      defer { state.unhurried += candidates }
      for candidate in candidates { state.delivered.insert(candidate.id) }
      return state.unhurried.isEmpty
    }
    for candidate in candidates {
      for subscription in candidate.subscriptions { subscription.deliver(candidate.message, candidate.source) }
    }
    guard isFirst else { return }
    host.spawn {
      try? await Task.sleep(for: self.configuration.relayDelay)
      await self.passOn()
    }
  }

  /// Checks the signatures of what has waited, and has it passed on to those who do not have it yet.
  private func passOn() async {
    let candidates = state.withLock { state in
      defer { state.unhurried = [] }
      return state.unhurried
    }
    let events = try? await configuration.verification.runIfActive {
      candidates.map { Self.report($0, $0.message.isAuthentic ? .accept : .badSignature) }
    }
    await report(events ?? [])
    state.withLock { state in for candidate in candidates { state.delivered.remove(candidate.id) } }
  }

  /// Tells the router, which may have the next message of a forged id checked.
  private func report(_ events: [GossipEvent]) async {
    guard !events.isEmpty else { return }
    let work = handle(events)
    if !work.candidates.isEmpty { await validateBatch(work.candidates) }
  }

  private enum Outcome: Sendable {
    case judged(GossipVerdict)
    case deferred
  }

  /// The signature, then the subscribers that judge at once.
  private static func check(_ candidate: PubSubState.Candidate) -> Outcome {
    guard candidate.isUrgentWordOfItsAuthor || candidate.message.isAuthentic else { return .judged(.badSignature) }
    var isDeferred = false
    for subscription in candidate.subscriptions {
      switch subscription.validation {
      case .immediate(let judge):
        let verdict = judge(candidate.message, candidate.source)
        if verdict != .accept { return .judged(verdict) }
      case .deferred: isDeferred = true
      }
    }
    return isDeferred ? .deferred : .judged(.accept)
  }

  private static func judgeLater(_ candidate: PubSubState.Candidate) async -> GossipVerdict {
    for subscription in candidate.subscriptions {
      guard case .deferred(let judge) = subscription.validation else { continue }
      let verdict = await judge(candidate.message, candidate.source)
      if verdict != .accept { return verdict }
    }
    return .accept
  }

  private static func report(_ candidate: PubSubState.Candidate, _ verdict: GossipVerdict) -> GossipEvent {
    let isUrgent = verdict == .accept && candidate.subscriptions.contains { $0.priority(candidate.message) == .urgent }
    return .validated(candidate.id, verdict, isUrgent ? .urgent : .normal)
  }
}

extension PubSubState.Candidate {
  /// Whether a peer says something urgent itself.
  ///
  /// That it does is proven by its connection. Its signature is needed only by those whom the message is passed on to, and they are
  /// in no hurry: the author sends what is urgent to all of its peers at once.
  var isUrgentWordOfItsAuthor: Bool { message.author == source && subscriptions.contains { $0.priority(message) == .urgent } }
}
