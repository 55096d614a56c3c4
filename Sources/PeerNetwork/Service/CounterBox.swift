import Synchronization

/// The counters of a ``PeerNetwork``, shared by its parts.
final class CounterBox: Sendable {
  private let state = Mutex(PeerNetworkCounters())

  /// The counts so far.
  var snapshot: PeerNetworkCounters { state.withLock { $0 } }

  func inbound(_ type: MessageType, _ verdict: MessageVerdict) {
    state.withLock { counters in
      switch verdict {
      case .accept: counters.inbound[Self.known(type), default: .init()].accepted += 1
      case .ignore: counters.inbound[Self.known(type), default: .init()].ignored += 1
      case .reject: counters.inbound[Self.known(type), default: .init()].rejected += 1
      }
    }
  }

  func dropped(_ type: MessageType) { state.withLock { $0.inbound[Self.known(type), default: .init()].dropped += 1 } }

  func outbound(_ type: MessageType) { state.withLock { $0.outbound[type, default: 0] += 1 } }

  func offence(_ offence: Offence, isBanned: Bool) {
    state.withLock {
      $0.offences[offence, default: 0] += 1
      if isBanned { $0.bans += 1 }
    }
  }

  func served(_ bytes: Int) {
    state.withLock {
      $0.blocksServed += 1
      $0.bytesServed += UInt64(bytes)
    }
  }

  func refusedRequest() { state.withLock { $0.requestsRefused += 1 } }

  func fetched(_ count: Int) { state.withLock { $0.blocksFetched += UInt64(count) } }

  /// Types that peers make up are counted together, so that they cannot fill memory.
  private static func known(_ type: MessageType) -> MessageType {
    switch type {
    case .action, .block, .consensus, .blockRequest, .actionList: type
    default: MessageType(rawValue: 0)
    }
  }
}
