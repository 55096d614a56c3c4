public import ChainTypes

/// All that a simulated node has of the world: a clock, timers, a network and a disk.
public final class NodeEnvironment {
  /// The node's number, from 0.
  public let index: Int
  /// Number of nodes.
  public let nodeCount: Int
  /// The node's disk, which outlives its crashes.
  public let disk: SimulatedDisk
  /// Random numbers of the node's own.
  public var random: RandomStream
  unowned let world: World

  init(index: Int, disk: SimulatedDisk, random: RandomStream, world: World) {
    self.index = index
    nodeCount = world.scenario.nodes.count
    self.disk = disk
    self.random = random
    self.world = world
  }

  /// The true time.
  public var now: VirtualTime { world.now }

  /// The time that the node's clock shows.
  public var localTime: Timestamp { world.localTime(of: index) }

  /// Sends a message to one node.
  public func send(_ packet: Packet, to receiver: Int) { world.send(packet, from: index, to: [receiver]) }

  /// Sends a message to some nodes.
  public func send(_ packet: Packet, to receivers: [Int]) { world.send(packet, from: index, to: receivers) }

  /// Sends a message to all other nodes.
  public func broadcast(_ packet: Packet) { world.send(packet, from: index, to: (0..<nodeCount).filter { $0 != index }) }

  /// Sets a timer, which is gone when the node crashes.
  ///
  /// - Parameter delay: in nanoseconds of true time.
  public func setTimer(after delay: UInt64, label: StaticString) -> TimerID { world.setTimer(of: index, after: delay, label: label) }

  /// Makes a timer expire without effect.
  public func cancelTimer(_ timer: TimerID) { world.cancelTimer(timer) }

  /// Tells the checks.
  public func report(_ observation: Observation) { world.report(observation, at: index) }

  /// Adds a line to the trace.
  public func record(_ kind: TraceEvent.Kind, _ label: StaticString, number: UInt64 = 0, digest: UInt64 = 0) {
    world.record(TraceEvent(time: world.now, kind: kind, node: index, label: label, number: number, digest: digest))
  }
}
