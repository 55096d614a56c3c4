extension BlockSyncPlanner {
  /// Says when the node falls behind or has caught up, and when it does not move.
  mutating func updatePhase(_ now: UInt64) {
    let target = target
    let next: SyncPhase =
      peers.isEmpty ? .alone : target > saturating(window.tip.height, plus: 1) ? .syncing(target: target) : .current
    switch (phase, next) {
    case (.syncing, .syncing): phase = next
    case (_, .syncing):
      phase = next
      lastProgress = now
      effects.append(.phase(next))
    default:
      if phase != next { effects.append(.phase(next)) }
      phase = next
      return
    }
    guard now >= saturating(max(lastProgress, lastStall), plus: configuration.stallAfter) else { return }
    lastStall = now
    effects.append(
      .stalled(SyncStall(reason: stallReason(now), height: window.tip.height, target: target, duration: now - min(now, lastProgress))))
    startOver()
  }

  private func stallReason(_ now: UInt64) -> SyncStall.Reason {
    if window.handedCount > 0 { return .waitingForChain }
    if !disagreeing.isEmpty { return .otherChain }
    if refusals > 0 { return .refusedBlocks }
    return peers.values.contains { $0.quarantinedUntil <= now && $0.height > window.tip.height } ? .silentPeers : .failedPeers
  }

  /// Gives everybody another chance: the peers that failed may be the only ones that there are.
  private mutating func startOver() {
    guard window.handedCount == 0 else { return }
    for request in requests {
      effects.append(.cancel(request.id))
      drop(request)
    }
    for id in peerOrder {
      peers[id]?.quarantinedUntil = 0
      peers[id]?.nextProbe = 0
    }
  }
}
