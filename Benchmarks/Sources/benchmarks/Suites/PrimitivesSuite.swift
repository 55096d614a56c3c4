import Primitives

extension Suite {
  /// Addresses, hashes, hexadecimal text and RLP.
  static let primitives = Suite(
    name: "Primitives",
    benchmarks: [
      over("address to bech32", \.addresses) { address, output in address.appendBech32(to: &output) },
      over("address from bech32", \.texts) { text, output in
        let parsed = text.withUnsafeBytes { try? Address(bech32: $0) }
        output.append(parsed == nil ? 0 : 1)
      },
      over("hash256 to hex", \.hashes) { hash, output in hash.withUnsafeBytes { Hex.append($0, to: &output) } },
      over("hash256 from hex", \.digits) { text, output in output.append(Hash256(hex: text) == nil ? 0 : 1) },
      over("hash256 dictionary look-up", \.entries) { entry, output in output.append(entry.table[entry.key] ?? 0) },
      over("rlp encode an address and a nonce", \.addresses) { address, output in
        RLP.append(.list([.address(address), .integer(1000)]), to: &output)
      },
      over("rlp decode an address and a nonce", \.encodings) { encoding, output in
        output.append((try? RLP.decode(encoding)) == nil ? 0 : 1)
      },
    ])

  /// A benchmark that hands prepared values to an operation one after the other; its output goes to a buffer that has room.
  private static func over<Value>(
    _ name: String, _ values: @escaping @Sendable (Samples) -> [Value], _ operation: @escaping @Sendable (Value, inout [UInt8]) -> Void
  ) -> Benchmark {
    Benchmark(name) {
      let values = values(Samples(count: 1024))
      return { iterations in
        var output: [UInt8] = []
        output.reserveCapacity(256)
        for index in 0..<iterations {
          output.removeAll(keepingCapacity: true)
          operation(values[index & (values.count - 1)], &output)
        }
        consume(output.count)
      }
    }
  }
}

/// Random values of the kinds that are timed.
private struct Samples {
  let hashes: [Hash256]
  let addresses: [Address]

  /// `count` values of each kind; a power of two.
  init(count: Int) {
    var generator = SplitMix(seed: 3)
    hashes = (0..<count).map { _ in Hash256(generator.number(bits: 256)) }
    addresses = hashes.map { Address(Hash160(lastBytesOf: $0)) }
  }

  var texts: [[UInt8]] { addresses.map { [UInt8]($0.bech32.utf8) } }
  var digits: [String] { hashes.map(\.hex) }
  var encodings: [[UInt8]] { addresses.map { RLP.encode(.list([.address($0), .integer(1000)])) } }

  var entries: [(table: [Hash256: UInt8], key: Hash256)] {
    let table = Dictionary(uniqueKeysWithValues: hashes.map { ($0, UInt8(1)) })
    return hashes.map { (table, $0) }
  }
}
