/// How behaviour becomes a peer's score, and what follows from the score.
///
/// Source: gossipsub 1.1, "Peer Scoring". The values are this project's: the specification names none. A peer that relays good
/// messages stays between 0 and some tens; three invalid messages in a row end its place in the mesh for minutes, ten silence it.
public struct ScoreParameters: Sendable, Hashable {
  /// The parameters of every topic without its own.
  public var defaultTopic = TopicScoreParameters()
  /// The parameters of single topics.
  public var topics: [String: TopicScoreParameters] = [:]
  /// The most that good behaviour in all topics together can earn; 0 for no bound.
  public var topicCap = 100.0
  /// The weight of what the application says about a peer (P5).
  public var applicationWeight = 1.0
  /// The weight of the square of the surplus of peers at one address (P6); not positive.
  public var colocationWeight = -5.0
  /// How many peers at one address are fine.
  public var colocationThreshold = 10
  /// Beginnings of addresses that are not counted: loopback, where test networks live, and private networks, where many delegates
  /// may share the address of a gateway.
  public var colocationExemptions =
    ["127.", "::1", "10.", "192.168.", "169.254.", "fc", "fd", "fe80"] + (16...31).map { "172.\($0)." }
  /// The weight of the square of misbehaviour beyond the threshold (P7); not positive.
  public var penaltyWeight = -5.0
  /// How much misbehaviour is forgiven.
  public var penaltyThreshold = 6.0
  /// By what factor misbehaviour fades with every decay.
  public var penaltyDecay = 0.95
  /// The time between two decays, in nanoseconds.
  public var decayInterval: UInt64 = 1_000_000_000
  /// Below what a counter is taken for zero.
  public var decayToZero = 0.01
  /// How long the score of a peer that left is kept, in nanoseconds, so that a new connection does not wash it.
  public var retention: UInt64 = 600_000_000_000
  /// The most peers that left and are remembered; the ones that left first are forgotten.
  public var retainedPeers = 4096

  /// Below this a peer is offered nothing, and its offers are ignored.
  public var gossipThreshold = -40.0
  /// Below this it does not get this node's own messages, unless it is in the mesh.
  public var publishThreshold = -80.0
  /// Below this its RPCs are not read.
  public var graylistThreshold = -160.0
  /// If the median of a mesh is below this, better peers are taken in.
  public var opportunisticGraftThreshold = 1.0

  /// The defaults.
  public init() {}

  /// The parameters of a topic.
  public func topic(_ name: String) -> TopicScoreParameters { topics[name] ?? defaultTopic }

  /// Whether any topic asks for the delivery rate in the mesh (P3).
  var tracksMeshDeliveries: Bool { defaultTopic.tracksMeshDeliveries || topics.values.contains { $0.tracksMeshDeliveries } }

  /// The name of a parameter that makes no sense, or nil.
  var firstInvalid: String? {
    if colocationWeight > 0 { return "colocationWeight" }
    if penaltyWeight > 0 { return "penaltyWeight" }
    if !(0..<1).contains(penaltyDecay) { return "penaltyDecay" }
    if decayInterval == 0 { return "decayInterval" }
    if gossipThreshold > 0 { return "gossipThreshold" }
    if publishThreshold > gossipThreshold { return "publishThreshold" }
    if graylistThreshold > publishThreshold { return "graylistThreshold" }
    if opportunisticGraftThreshold < 0 { return "opportunisticGraftThreshold" }
    for topic in [defaultTopic] + topics.values { if let name = topic.firstInvalid { return name } }
    return nil
  }
}

/// How behaviour in one topic counts.
public struct TopicScoreParameters: Sendable, Hashable {
  /// The topic's weight among all.
  public var weight = 1.0
  /// Points for each quantum of time in the mesh (P1); not negative.
  public var meshTimeWeight = 0.01
  /// The quantum, in nanoseconds.
  public var meshTimeQuantum: UInt64 = 1_000_000_000
  /// The most quanta that count.
  public var meshTimeCap = 300.0
  /// Points for each message that the peer was first to send (P2); not negative.
  public var firstDeliveryWeight = 0.5
  /// By what factor those fade.
  public var firstDeliveryDecay = 0.97
  /// The most of them that count.
  public var firstDeliveryCap = 100.0
  /// Points for the square of messages missing in the mesh (P3); not positive, and 0 for not looking, since a quiet topic has no
  /// rate to be expected of anybody.
  public var meshDeliveryWeight = 0.0
  /// By what factor deliveries in the mesh fade.
  public var meshDeliveryDecay = 0.97
  /// The most of them that count.
  public var meshDeliveryCap = 100.0
  /// How many there should be.
  public var meshDeliveryThreshold = 20.0
  /// How long after validation a copy still counts, in nanoseconds.
  public var meshDeliveryWindow: UInt64 = 10_000_000
  /// How long a peer must be in the mesh before it is judged, in nanoseconds.
  public var meshDeliveryActivation: UInt64 = 30_000_000_000
  /// Points for the square of what was missing when the peer left the mesh (P3b); not positive.
  public var meshFailureWeight = 0.0
  /// By what factor that fades.
  public var meshFailureDecay = 0.97
  /// Points for the square of invalid messages (P4); not positive.
  public var invalidWeight = -10.0
  /// By what factor those fade.
  public var invalidDecay = 0.99

  /// The defaults.
  public init() {}

  /// Whether the delivery rate in the mesh counts.
  var tracksMeshDeliveries: Bool { meshDeliveryWeight != 0 || meshFailureWeight != 0 }

  var firstInvalid: String? {
    if weight < 0 { return "weight" }
    if meshTimeWeight < 0 { return "meshTimeWeight" }
    if meshTimeQuantum == 0 { return "meshTimeQuantum" }
    if firstDeliveryWeight < 0 { return "firstDeliveryWeight" }
    if meshDeliveryWeight > 0 { return "meshDeliveryWeight" }
    if meshFailureWeight > 0 { return "meshFailureWeight" }
    if invalidWeight > 0 { return "invalidWeight" }
    for decay in [firstDeliveryDecay, meshDeliveryDecay, meshFailureDecay, invalidDecay] where !(0..<1).contains(decay) { return "decay" }
    return nil
  }
}
