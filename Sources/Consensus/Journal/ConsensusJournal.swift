internal import ChainCrypto
public import ChainTypes
public import Primitives
public import RollDPoS
public import Storage

/// What a delegate must not forget: everything it signs is written here before it is sent.
///
/// Locks, commits and blocks are on disk before they are sent. The first vote of a round, PROPOSAL, is the one that the others
/// wait for: for it, the round is reserved on disk before it begins. A node that finds a reserved round after a restart and no
/// vote does not know whether it gave one, and gives none.
///
/// It gives two promises. A delegate never signs two different documents of one kind for one round, nor anything before
/// what it signed last, whatever it forgot when it was restarted. And of several nodes with one key that share the store
/// only the one with the latest lease can sign; where they do not share it, the right to sign is handed over with a ticket.
///
/// Isolation: one owner, which is the driver; the store may be shared.
public final class ConsensusJournal {
  /// The tables that the journal's store must have.
  public static let tables = [signatures, locks, leases, evidence, reservations]
  private static let signatures = Table("consensus.signatures")
  private static let locks = Table("consensus.locks")
  private static let leases = Table("consensus.leases")
  private static let evidence = Table("consensus.evidence")
  private static let reservations = Table("consensus.reservations")
  /// How much evidence is kept; the oldest goes first.
  static let maximumEvidence = 1000
  /// How many heights of signatures are kept.
  private static let keptHeights: UInt64 = 64

  private let store: any KeyValueStore
  private let delegate: Address
  /// The lease that this journal signs under; 0 for none.
  private var token: UInt64 = 0
  private var holder = ""
  private var leaseDuration: Int64 = 0
  /// The lock that is on disk.
  private var storedLock: (roundStart: Timestamp, hash: Hash256)?
  private var prunedHeight: UInt64 = 0
  /// Up to where rounds were reserved when this journal took its lease: what was signed there may be forgotten.
  private var inherited: SigningPosition?
  /// Up to where this journal has reserved rounds.
  private var reserved: SigningPosition?

  /// The journal of a delegate. Several delegates may share a store.
  public init(store: any KeyValueStore, delegate: Address) {
    self.store = store
    self.delegate = delegate
  }

  // MARK: Signing

  /// Signs what the intent asks for and keeps it safely.
  ///
  /// - Parameters:
  ///   - now: this node's clock, for the lease.
  ///   - sign: makes the endorsed message. Signatures are deterministic: asked again, the same message comes back.
  /// - Returns: the message, which may be sent; or why nothing is signed.
  public func sign(
    _ intent: SigningIntent, at now: Timestamp, with sign: (SigningIntent) -> ConsensusMessage
  ) throws(ConsensusFault) -> Result<ConsensusMessage, SigningRefusal> {
    let position = SigningPosition(intent)
    let writer = try begin()
    do throws(ConsensusFault) {
      let outcome = try prepare(intent, position: position, in: writer)
      switch outcome {
      case .failure(let refusal):
        writer.abort()
        return .failure(refusal)
      case .success(let earlier?):
        writer.abort()
        return .success(earlier.message ?? sign(intent))
      case .success(nil): break
      }
      let message = sign(intent)
      try record(intent, message, position: position, at: now, in: writer)
      let isReserved = intent.kind == .proposal && reserved.map { position <= $0 } == true
      try storing { () throws(StorageFault) in try writer.commit(isReserved ? .buffered : .synced) }
      if let lock = intent.lock { storedLock = (lock.roundStart, lock.block.hash) }
      return .success(message)
    } catch {
      writer.abort()
      throw error
    }
  }

  /// Whether the intent may be signed; with what was signed in its place before.
  private func prepare(
    _ intent: SigningIntent, position: SigningPosition, in writer: any KeyValueWriter
  ) throws(ConsensusFault) -> Result<SignatureRecord?, SigningRefusal> {
    guard token > 0, try lease(in: writer)?.token == token else { return .failure(.fenced) }
    if let bytes = try storing({ () throws(StorageFault) in try writer.get(Self.signatures, key(position)) }) {
      let earlier = try SignatureRecord(decoding: bytes)
      guard earlier.target == intent.target, earlier.message.map({ $0.endorsement.timestamp == intent.timestamp }) ?? true else {
        return .failure(.contradiction)
      }
      return .success(earlier)
    }
    if let last = try lastPosition(in: writer), position < last { return .failure(.past) }
    if position.kind == .proposal, let inherited, position <= inherited { return .failure(.past) }
    return .success(nil)
  }

  /// Makes sure on disk that nobody votes PROPOSAL in a round, or one before it, who does not remember what was voted there. The
  /// vote itself need not wait for the disk then.
  ///
  /// Does nothing when this journal does not hold the lease.
  public func reserve(height: UInt64, roundStart: Timestamp) throws(ConsensusFault) {
    let position = SigningPosition(height: height, roundStart: roundStart, kind: .proposal)
    if let reserved, position <= reserved { return }
    let writer = try begin()
    do throws(ConsensusFault) {
      let stored = try reservation(in: writer)
      guard token > 0, try lease(in: writer)?.token == token, stored.map({ $0 < position }) ?? true else {
        writer.abort()
        return
      }
      try storing { () throws(StorageFault) in
        try writer.put(Self.reservations, delegate.bytes, position.key)
        try writer.commit(.synced)
      }
      reserved = position
    } catch {
      writer.abort()
      throw error
    }
  }

  private func reservation(in reader: any KeyValueReader) throws(ConsensusFault) -> SigningPosition? {
    guard let key = try storing({ () throws(StorageFault) in try reader.get(Self.reservations, delegate.bytes) }) else { return nil }
    guard let position = SigningPosition(key: key) else { throw .journalCorrupt("a reservation is no position") }
    return position
  }

  private func record(
    _ intent: SigningIntent, _ message: ConsensusMessage, position: SigningPosition, at now: Timestamp, in writer: any KeyValueWriter
  ) throws(ConsensusFault) {
    let record = SignatureRecord(target: intent.target, message: intent.kind == .block ? nil : message)
    try storing { () throws(StorageFault) in
      try writer.put(Self.signatures, key(position), record.encoded)
      if let lock = intent.lock, storedLock.map({ $0 == (lock.roundStart, lock.block.hash) }) != true {
        try writer.put(Self.locks, delegate.bytes, LockRecord(height: position.height, lock: lock).encoded)
      }
      try prune(below: position.height, in: writer)
    }
    try put(SigningLease(token: token, holder: holder, expiry: now.adding(nanoseconds: leaseDuration) ?? now), in: writer)
  }

  /// Forgets the signatures of heights long decided.
  private func prune(below height: UInt64, in writer: any KeyValueWriter) throws(StorageFault) {
    guard height > Self.keptHeights, height != prunedHeight else { return }
    let limit = height - Self.keptHeights
    let old = try writer.entries(in: Self.signatures, range: KeyRange(prefix: delegate.bytes, from: [], reverse: false), limit: 64)
    for entry in old {
      guard let position = SigningPosition(key: Array(entry.key.dropFirst(20))), position.height < limit else { break }
      _ = try writer.delete(Self.signatures, entry.key)
    }
    prunedHeight = height
  }

  /// What was signed at the last height, and the lock; nil when nothing was ever signed.
  public func memory() throws(ConsensusFault) -> ConsensusMemory? {
    let reader = try snapshot()
    guard let last = try lastPosition(in: reader) else { return nil }
    var memory = ConsensusMemory(height: last.height)
    let prefix = delegate.bytes + SigningPosition(height: last.height, roundStart: Timestamp(seconds: 0), kind: .block).key.prefix(8)
    let entries = try storing { () throws(StorageFault) in
      try reader.entries(in: Self.signatures, range: KeyRange(prefix: prefix, from: [], reverse: false))
    }
    for entry in entries {
      guard let position = SigningPosition(key: Array(entry.key.dropFirst(20))) else { throw .journalCorrupt("a key is no position") }
      let record = try SignatureRecord(decoding: entry.value)
      memory.signed.append(
        .init(roundStart: position.roundStart, kind: position.kind, target: record.target, message: record.message))
    }
    if let bytes = try storing({ () throws(StorageFault) in try reader.get(Self.locks, delegate.bytes) }) {
      let record = try LockRecord(decoding: bytes)
      if record.height == last.height { memory.lock = record.lock }
    }
    return memory
  }

  // MARK: Leases

  /// The lease in force; nil when nobody ever held one.
  public func lease() throws(ConsensusFault) -> SigningLease? { try lease(in: try snapshot()) }

  /// Takes the right to sign, if nobody else holds it.
  ///
  /// - Parameters:
  ///   - holder: the name of this node. A node that is restarted takes its own lease again, and what is left of its former
  ///     self cannot sign any more.
  ///   - duration: how long after the last signature the lease lasts, in nanoseconds.
  /// - Returns: the lease that this journal signs under now; nil when another node's is in force.
  public func acquire(holder: String, at now: Timestamp, duration: Int64) throws(ConsensusFault) -> SigningLease? {
    let writer = try begin()
    do throws(ConsensusFault) {
      let current = try lease(in: writer)
      if let current, !current.holder.isEmpty, current.holder != holder, current.expiry > now {
        writer.abort()
        return nil
      }
      let reservation = try reservation(in: writer)
      let lease = SigningLease(
        token: (current?.token ?? 0) &+ 1, holder: holder, expiry: now.adding(nanoseconds: duration) ?? now)
      try put(lease, in: writer)
      try storing { () throws(StorageFault) in try writer.commit(.synced) }
      (token, self.holder, leaseDuration) = (lease.token, holder, duration)
      (inherited, reserved) = (reservation, nil)
      return lease
    } catch {
      writer.abort()
      throw error
    }
  }

  /// Gives the right to sign back, for good.
  ///
  /// - Returns: what a node with another journal needs to take it; nil when this journal does not hold it.
  public func release(at now: Timestamp) throws(ConsensusFault) -> HandoverTicket? {
    guard token > 0 else { return nil }
    let writer = try begin()
    do throws(ConsensusFault) {
      guard try lease(in: writer)?.token == token else {
        writer.abort()
        token = 0
        return nil
      }
      let last = try lastPosition(in: writer)
      try put(SigningLease(token: token &+ 1, holder: "", expiry: now), in: writer)
      try storing { () throws(StorageFault) in try writer.commit(.synced) }
      let ticket = HandoverTicket(
        delegate: delegate, token: token &+ 1, height: last?.height ?? 0, roundStart: last?.roundStart)
      token = 0
      return ticket
    } catch {
      writer.abort()
      throw error
    }
  }

  /// Takes over from a node with another journal: nothing up to its last signature will be signed.
  ///
  /// - Returns: whether the ticket is for this delegate and newer than all that this journal knows.
  public func accept(_ ticket: HandoverTicket, at now: Timestamp) throws(ConsensusFault) -> Bool {
    guard ticket.delegate == delegate else { return false }
    let writer = try begin()
    do throws(ConsensusFault) {
      let known = try lease(in: writer)?.token ?? 0
      guard ticket.token > known else {
        writer.abort()
        return false
      }
      try put(SigningLease(token: ticket.token, holder: "", expiry: now), in: writer)
      if let start = ticket.roundStart {
        // Above every signature of that round, so that none of them can be given.
        let position = SigningPosition(height: ticket.height, roundStart: start, kind: .commit)
        let last = try lastPosition(in: writer)
        if last.map({ $0 < position }) ?? true {
          let record = SignatureRecord(target: .nothing, message: nil)
          try storing { () throws(StorageFault) in try writer.put(Self.signatures, key(position), record.encoded) }
        }
      }
      try storing { () throws(StorageFault) in try writer.commit(.synced) }
      return true
    } catch {
      writer.abort()
      throw error
    }
  }

  // MARK: Evidence

  /// Keeps proof that a delegate cheated. At most a thousand are kept.
  public func record(_ equivocation: Equivocation) throws(ConsensusFault) {
    var key: [UInt8] = []
    withUnsafeBytes(of: equivocation.height.bigEndian) { key.append(contentsOf: $0) }
    key += equivocation.delegate.bytes + [equivocation.kind.rawValue]
    var value = JournalWriter()
    value.append(equivocation.first.encoded)
    value.append(equivocation.second.encoded)
    let writer = try begin()
    do throws(ConsensusFault) {
      try storing { () throws(StorageFault) in
        try writer.put(Self.evidence, key, value.bytes)
        if try writer.count(of: Self.evidence) > Self.maximumEvidence, let oldest = try writer.entries(in: Self.evidence, limit: 1).first {
          _ = try writer.delete(Self.evidence, oldest.key)
        }
        try writer.commit(.buffered)
      }
    } catch {
      writer.abort()
      throw error
    }
  }

  /// The proof kept, by height.
  public func equivocations() throws(ConsensusFault) -> [Equivocation] {
    let reader = try snapshot()
    let entries = try storing { () throws(StorageFault) in try reader.entries(in: Self.evidence) }
    var result: [Equivocation] = []
    for entry in entries {
      var value = JournalReader(entry.value)
      let first: ConsensusMessage = try journaled(try value.string())
      let second: ConsensusMessage = try journaled(try value.string())
      result.append(
        Equivocation(
          delegate: first.endorsement.endorser.address, kind: first.signedSubject.kind, height: first.height, first: first, second: second))
    }
    return result
  }

  // MARK: Storage

  private func key(_ position: SigningPosition) -> [UInt8] { delegate.bytes + position.key }

  private func lastPosition(in reader: any KeyValueReader) throws(ConsensusFault) -> SigningPosition? {
    let last = try storing { () throws(StorageFault) in
      try reader.entries(
        in: Self.signatures, range: KeyRange(prefix: delegate.bytes, from: [], reverse: true), reverse: true, limit: 1)
    }
    guard let key = last.first?.key else { return nil }
    guard let position = SigningPosition(key: Array(key.dropFirst(20))) else { throw .journalCorrupt("a key is no position") }
    return position
  }

  private func lease(in reader: any KeyValueReader) throws(ConsensusFault) -> SigningLease? {
    guard let bytes = try storing({ () throws(StorageFault) in try reader.get(Self.leases, delegate.bytes) }) else { return nil }
    return try SigningLease(decoding: bytes)
  }

  private func put(_ lease: SigningLease, in writer: any KeyValueWriter) throws(ConsensusFault) {
    try storing { () throws(StorageFault) in try writer.put(Self.leases, delegate.bytes, lease.encoded) }
  }

  private func begin() throws(ConsensusFault) -> any KeyValueWriter {
    try storing { () throws(StorageFault) in try store.beginWrite() }
  }

  private func snapshot() throws(ConsensusFault) -> any KeyValueReader {
    try storing { () throws(StorageFault) in try store.snapshot() }
  }

  private func storing<Value>(_ body: () throws(StorageFault) -> Value) throws(ConsensusFault) -> Value {
    do {
      return try body()
    } catch {
      throw .journal(error)
    }
  }
}
