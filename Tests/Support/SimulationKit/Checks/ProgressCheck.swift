/// After the healing every honest node commits a new block within three rounds whose proposers are honest.
///
/// Rounds of faulty proposers do not count: they may pass without a block, and up to f of them may follow each other.
public final class ProgressCheck: SimulationCheck {
  public let name: StaticString = "progress"
  private let agreement: AgreementCheck
  private let requiredRounds: Int
  private let interval: UInt64
  /// Whether the proposer of the round that begins at a moment is honest, given the height that is to be agreed on.
  private let hasHonestProposer: (_ height: UInt64, _ start: VirtualTime) -> Bool
  private var goal: UInt64?
  private var nextRound = VirtualTime.zero
  private var roundsPassed = 0
  private var counted = false

  /// A check.
  ///
  /// - Parameters:
  ///   - agreement: knows the heights; it must come before this check.
  ///   - requiredRounds: in how many rounds a block is due.
  ///   - interval: length of a round, in nanoseconds; rounds begin at its multiples.
  public init(
    agreement: AgreementCheck, requiredRounds: Int = 3, interval: UInt64,
    hasHonestProposer: @escaping (_ height: UInt64, _ start: VirtualTime) -> Bool
  ) {
    self.agreement = agreement
    self.requiredRounds = requiredRounds
    self.interval = interval
    self.hasHonestProposer = hasHonestProposer
  }

  public var isSatisfied: Bool { goal.map { agreement.lowest >= $0 } ?? false }

  public func observe(_ observation: Observation, at node: Int, time: VirtualTime) -> String? {
    if case .healed = observation {
      goal = agreement.highest + 1
      let (rounds, rest) = time.nanoseconds.quotientAndRemainder(dividingBy: interval)
      nextRound = VirtualTime(nanoseconds: (rest == 0 ? rounds : rounds + 1) * interval)
    }
    return nil
  }

  public func examine(at time: VirtualTime) -> String? {
    guard let goal, agreement.lowest < goal else { return nil }
    while time >= nextRound {
      if counted { roundsPassed += 1 }
      if roundsPassed == requiredRounds {
        return "block \(goal) is not committed by all honest nodes \(requiredRounds) rounds of honest proposers after the healing"
      }
      counted = hasHonestProposer(agreement.highest + 1, nextRound)
      nextRound = nextRound.adding(interval)
    }
    return nil
  }
}
