import Testing

@testable import LibP2P

/// The parts of the score, P1 to P7 of gossipsub 1.1.
@Suite struct PeerScoresTests {
  private static let peer = GossipFixtures.peer(1)
  private static let second: UInt64 = 1_000_000_000

  private static func scores(_ change: (inout ScoreParameters) -> Void) -> PeerScores {
    var parameters = ScoreParameters()
    parameters.defaultTopic.meshTimeWeight = 0
    parameters.defaultTopic.firstDeliveryWeight = 0
    change(&parameters)
    var scores = PeerScores(parameters: parameters)
    scores.connect(peer, address: nil)
    return scores
  }

  @Test func `time in the mesh earns up to its cap, and ends with it`() {
    var scores = Self.scores {
      $0.defaultTopic.meshTimeWeight = 2
      $0.defaultTopic.meshTimeCap = 10
      $0.defaultTopic.weight = 0.5
    }
    scores.graft(Self.peer, topic: "a", at: Self.second)
    scores.decay(at: 4 * Self.second)
    #expect(scores.score(of: Self.peer) == 3)
    scores.decay(at: 100 * Self.second)
    #expect(scores.score(of: Self.peer) == 10)
    scores.prune(Self.peer, topic: "a", at: 101 * Self.second)
    #expect(scores.score(of: Self.peer) == 0)
  }

  @Test func `first deliveries earn up to their cap, and fade`() {
    var scores = Self.scores {
      $0.defaultTopic.firstDeliveryWeight = 2
      $0.defaultTopic.firstDeliveryCap = 5
      $0.defaultTopic.firstDeliveryDecay = 0.5
      $0.decayToZero = 1
    }
    for _ in 0..<3 { scores.firstDelivery(Self.peer, topics: ["a"]) }
    #expect(scores.score(of: Self.peer) == 6)
    for _ in 0..<30 { scores.firstDelivery(Self.peer, topics: ["a"]) }
    #expect(scores.score(of: Self.peer) == 10)
    scores.decay(at: Self.second)
    #expect(scores.score(of: Self.peer) == 5)
    for time in 2...4 { scores.decay(at: UInt64(time) * Self.second) }
    #expect(scores.score(of: Self.peer) == 0)
  }

  @Test func `a silent place in the mesh costs the square of what is missing, and is remembered when left`() {
    var scores = Self.scores {
      $0.defaultTopic.meshDeliveryWeight = -1
      $0.defaultTopic.meshFailureWeight = -2
      $0.defaultTopic.meshDeliveryThreshold = 4
      $0.defaultTopic.meshDeliveryActivation = 2 * Self.second
      $0.defaultTopic.meshDeliveryDecay = 0.999
      $0.defaultTopic.meshFailureDecay = 0.999
    }
    scores.graft(Self.peer, topic: "a", at: Self.second)
    scores.decay(at: 2 * Self.second)
    #expect(scores.score(of: Self.peer) == 0)
    scores.decay(at: 4 * Self.second)
    #expect(scores.score(of: Self.peer) == -16)
    scores.nearDelivery(Self.peer, topics: ["a"])
    #expect(scores.score(of: Self.peer) == -9)
    scores.prune(Self.peer, topic: "a", at: 5 * Self.second)
    #expect(scores.score(of: Self.peer) == -18)
    for _ in 0..<4 { scores.nearDelivery(Self.peer, topics: ["a"]) }
    #expect(scores.score(of: Self.peer) == -18)
  }

  @Test func `invalid messages and misbehaviour cost their square, above what is forgiven`() {
    var scores = Self.scores {
      $0.defaultTopic.invalidWeight = -3
      $0.penaltyWeight = -2
      $0.penaltyThreshold = 5
    }
    for _ in 0..<4 { scores.invalidMessage(Self.peer, topics: ["a"]) }
    #expect(scores.score(of: Self.peer) == -48)
    scores.penalize(Self.peer, by: 5)
    #expect(scores.score(of: Self.peer) == -48)
    scores.penalize(Self.peer, by: 3)
    #expect(scores.score(of: Self.peer) == -48 - 18)
  }

  @Test func `good behaviour is capped over all topics, the application's word is not`() {
    var scores = Self.scores {
      $0.defaultTopic.firstDeliveryWeight = 10
      $0.topicCap = 50
      $0.applicationWeight = 2
    }
    for topic in ["a", "b", "c"] { for _ in 0..<3 { scores.firstDelivery(Self.peer, topics: [topic]) } }
    #expect(scores.score(of: Self.peer) == 50)
    scores.setApplicationScore(Self.peer, 100)
    #expect(scores.score(of: Self.peer) == 250)
  }

  @Test func `a bad score outlives the connection for a while, a good one does not, and the memory is bounded`() {
    var scores = Self.scores {
      $0.retention = 10 * Self.second
      $0.retainedPeers = 3
      $0.defaultTopic.invalidDecay = 0.999
      $0.defaultTopic.firstDeliveryWeight = 1
    }
    scores.invalidMessage(Self.peer, topics: ["a"])
    scores.disconnect(Self.peer, at: Self.second)
    scores.connect(Self.peer, address: nil)
    #expect(scores.score(of: Self.peer) == -10)
    scores.disconnect(Self.peer, at: 2 * Self.second)
    scores.decay(at: 12 * Self.second)
    #expect(scores.score(of: Self.peer) < 0)
    scores.decay(at: 13 * Self.second)
    #expect(scores.score(of: Self.peer) == 0 && scores.count == 0)
    scores.connect(Self.peer, address: nil)
    scores.firstDelivery(Self.peer, topics: ["a"])
    scores.disconnect(Self.peer, at: 14 * Self.second)
    #expect(scores.count == 0)
    for index in 10..<20 {
      scores.connect(GossipFixtures.peer(index), address: nil)
      scores.invalidMessage(GossipFixtures.peer(index), topics: ["a"])
      scores.disconnect(GossipFixtures.peer(index), at: UInt64(index) * Self.second)
    }
    scores.decay(at: 20 * Self.second)
    #expect(scores.count == 3 && scores.score(of: GossipFixtures.peer(19)) < 0 && scores.score(of: GossipFixtures.peer(10)) == 0)
  }
}
