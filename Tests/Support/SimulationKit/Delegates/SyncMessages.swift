internal import ChainTypes
internal import PeerNetwork

/// A request for blocks, with the number of the stream that it would have been sent on; 0 for a unicast message.
struct SyncQuestion {
  var number: UInt64
  var request: BlockRequest

  init(number: UInt64, request: BlockRequest) {
    self.number = number
    self.request = request
  }

  init?(decoding bytes: [UInt8]) {
    guard let number = SyncAnswer.number(of: bytes), let request = try? BlockRequest(decoding: Array(bytes.dropFirst(8))) else {
      return nil
    }
    self.init(number: number, request: request)
  }

  var packet: Packet {
    Packet(.request, SyncAnswer.bytes(of: number) + request.encoded, label: "request", number: request.start)
  }
}

/// All frames of an answer in one message, since a stream loses none of them without losing the rest.
struct SyncAnswer {
  var number: UInt64
  var tip: UInt64?
  var blocks: [[UInt8]]

  init(number: UInt64, tip: UInt64?, blocks: [[UInt8]]) {
    self.number = number
    self.tip = tip
    self.blocks = blocks
  }

  /// Reads frames, each after its length in four bytes.
  init?(decoding bytes: [UInt8]) {
    guard let number = Self.number(of: bytes) else { return nil }
    self.init(number: number, tip: nil, blocks: [])
    var rest = bytes.dropFirst(8)
    while !rest.isEmpty {
      guard rest.count >= 4 else { return nil }
      let length = rest.prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard length <= rest.count, let frame = try? SyncFrame(decoding: Array(rest.prefix(length)), maximumBlock: 1 << 20) else {
        return nil
      }
      rest = rest.dropFirst(length)
      switch frame {
      case .tip(let height): tip = height
      case .block(let block): blocks.append(block)
      case .end: return
      }
    }
  }

  var packet: Packet {
    var bytes = Self.bytes(of: number)
    if let tip { Self.append(.tip(tip), to: &bytes) }
    for block in blocks { Self.append(.block(block), to: &bytes) }
    Self.append(.end(.complete), to: &bytes)
    return Packet(.answer, bytes, label: "answer", number: tip ?? 0)
  }

  private static func append(_ frame: SyncFrame, to bytes: inout [UInt8]) {
    let encoded = frame.encoded
    bytes += (0..<4).map { UInt8(truncatingIfNeeded: encoded.count >> (8 * $0)) } + encoded
  }

  static func bytes(of number: UInt64) -> [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) } }

  static func number(of bytes: [UInt8]) -> UInt64? {
    bytes.count < 8 ? nil : bytes.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}
