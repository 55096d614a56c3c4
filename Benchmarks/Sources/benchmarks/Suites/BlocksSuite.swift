import ChainTypes
import Gzip

extension Suite {
  /// Reading blocks of a recorded chain of transfers, before anything is verified. One operation is one action.
  static let blocks = Suite(name: "Blocks", benchmarks: RecordedChain.transfers.flatMap { benchmarks(for: $0) })

  private static func benchmarks(for chain: RecordedChain) -> [Benchmark] {
    [
      Benchmark("expand \(chain.name)", operations: chain.actionCount, samples: 5) {
        let bytes = try chain.compressedBlocks()
        return { iterations in
          for _ in 0..<iterations { consume(try Gzip.decompress(bytes).count) }
        }
      },
      Benchmark("decode \(chain.name)", operations: chain.actionCount, samples: 5) {
        let frames = try chain.frames()
        return { iterations in
          for _ in 0..<iterations {
            for frame in frames { consume(try Block(decoding: frame).height) }
          }
        }
      },
      Benchmark("encode \(chain.name)", operations: chain.actionCount, samples: 5) {
        // Built anew: a decoded block in normal form keeps its bytes.
        let blocks = try chain.frames().map { try Block(decoding: $0) }.map {
          Block(header: $0.header, actions: $0.actions, footer: $0.footer)
        }
        return { iterations in
          for _ in 0..<iterations {
            for block in blocks { consume(block.encoded.count) }
          }
        }
      },
    ]
  }
}
