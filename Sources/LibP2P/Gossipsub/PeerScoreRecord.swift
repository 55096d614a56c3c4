/// What is remembered of one peer.
struct PeerScoreRecord: Sendable, Hashable {
  /// By topic.
  var topics: [String: TopicCounters] = [:]
  /// Misbehaviour, fading (P7).
  var penalty = 0.0
  /// What the application said (P5).
  var application = 0.0
  /// The address that counts for colocation, while the peer is connected.
  var address: String?
  /// When the peer left; nil while it is connected.
  var leftAt: UInt64?

  /// One step of fading.
  mutating func decay(_ parameters: ScoreParameters, at now: UInt64) {
    penalty = Self.faded(penalty, by: parameters.penaltyDecay, parameters)
    for topic in topics.keys {
      topics[topic]?.decay(parameters.topic(topic), parameters, at: now)
      if topics[topic]?.isEmpty == true { topics[topic] = nil }
    }
  }

  /// A counter after one step.
  static func faded(_ value: Double, by factor: Double, _ parameters: ScoreParameters) -> Double {
    let next = value * factor
    return next < parameters.decayToZero ? 0 : next
  }
}

/// What is remembered of one peer in one topic.
struct TopicCounters: Sendable, Hashable {
  /// Since when the peer is in the mesh; nil if it is not.
  private(set) var meshSince: UInt64?
  /// How long it was as of the last decay, in nanoseconds (P1).
  private(set) var meshTime: UInt64 = 0
  /// Messages that it sent first (P2).
  private(set) var firstDeliveries = 0.0
  /// Messages that it sent first or soon after, while in the mesh (P3).
  private(set) var meshDeliveries = 0.0
  /// Whether it has been in the mesh for long enough to be judged by that.
  private(set) var isJudged = false
  /// What was missing when it left the mesh (P3b).
  private(set) var meshFailures = 0.0
  /// Invalid messages (P4).
  var invalidMessages = 0.0

  /// Whether there is nothing to remember.
  var isEmpty: Bool {
    meshSince == nil && firstDeliveries == 0 && meshDeliveries == 0 && meshFailures == 0 && invalidMessages == 0
  }

  mutating func enterMesh(at now: UInt64) {
    meshSince = now
    meshTime = 0
    isJudged = false
  }

  mutating func leaveMesh(_ parameters: TopicScoreParameters, at now: UInt64) {
    let missing = missingDeliveries(parameters)
    meshFailures += missing * missing
    meshSince = nil
    meshTime = 0
    isJudged = false
  }

  mutating func deliverFirst(_ parameters: TopicScoreParameters) {
    firstDeliveries = min(firstDeliveries + 1, parameters.firstDeliveryCap)
    deliverInMesh(parameters)
  }

  mutating func deliverInMesh(_ parameters: TopicScoreParameters) {
    if meshSince != nil { meshDeliveries = min(meshDeliveries + 1, parameters.meshDeliveryCap) }
  }

  mutating func decay(_ parameters: TopicScoreParameters, _ general: ScoreParameters, at now: UInt64) {
    firstDeliveries = PeerScoreRecord.faded(firstDeliveries, by: parameters.firstDeliveryDecay, general)
    meshDeliveries = PeerScoreRecord.faded(meshDeliveries, by: parameters.meshDeliveryDecay, general)
    meshFailures = PeerScoreRecord.faded(meshFailures, by: parameters.meshFailureDecay, general)
    invalidMessages = PeerScoreRecord.faded(invalidMessages, by: parameters.invalidDecay, general)
    if let meshSince, now > meshSince {
      meshTime = now - meshSince
      isJudged = meshTime > parameters.meshDeliveryActivation
    }
  }

  func score(_ parameters: TopicScoreParameters) -> Double {
    var score = 0.0
    if meshSince != nil {
      score += parameters.meshTimeWeight * min(Double(meshTime / parameters.meshTimeQuantum), parameters.meshTimeCap)
    }
    score += parameters.firstDeliveryWeight * firstDeliveries
    let missing = missingDeliveries(parameters)
    score += parameters.meshDeliveryWeight * missing * missing
    score += parameters.meshFailureWeight * meshFailures
    score += parameters.invalidWeight * invalidMessages * invalidMessages
    return score * parameters.weight
  }

  private func missingDeliveries(_ parameters: TopicScoreParameters) -> Double {
    isJudged ? max(0, parameters.meshDeliveryThreshold - meshDeliveries) : 0
  }
}
