import Primitives

extension Suite {
  /// Arithmetic and text of `U256`. The operands are random and change from call to call; a loop of loads costs about 1 ns.
  static let u256 = Suite(
    name: "U256",
    benchmarks: [
      .binary("add") { $0 &+ $1 },
      .binary("sub") { $0 &- $1 },
      .binary("less") { U256($0 < $1) },
      .binary("mul") { $0 &* $1 },
      .binary("mul 512") {
        let (high, low) = $0.multipliedFullWidth(by: $1)
        return high ^ low
      },
      .binary("shl", right: 8) { $0.shl($1) },
      .binary("sar", right: 8) { $0.sar($1) },
      .binary("div 256/64", right: 64) { $0.divided(by: $1) },
      .binary("div 256/128", right: 128) { $0.divided(by: $1) },
      .binary("div 256/192", right: 192) { $0.divided(by: $1) },
      .binary("div 256/250", right: 250) { $0.divided(by: $1) },
      .binary("div 128/64", left: 128, right: 64) { $0.divided(by: $1) },
      .binary("div 64/32", left: 64, right: 32) { $0.divided(by: $1) },
      .binary("sdiv 256/128", right: 128) { $0.sdiv($1) },
      .binary("addmod 256") { $0.addmod($1, $0 ^ ($1 &>> 3)) },
      .binary("mulmod 256") { $0.mulmod($1, U256.max &- ($0 &>> 9)) },
      .binary("mulmod 192", right: 192) { $0.mulmod($0, $1) },
      .binary("mulmod 128", right: 128) { $0.mulmod($0, $1) },
      .binary("mulmod 64", right: 64) { $0.mulmod($0, $1) },
      .binary("power 32-bit exponent", right: 32) { $0.power($1) },
      .binary("power 256-bit exponent") { $0.power($1) },
      .format("decimal format 9 digits", digits: 9),
      .format("decimal format 27 digits", digits: 27),
      .format("decimal format 77 digits", digits: 77),
      .parse("decimal parse 9 digits", digits: 9),
      .parse("decimal parse 27 digits", digits: 27),
      .parse("decimal parse 77 digits", digits: 77),
    ])
}

/// How many operands of a kind there are, a power of two: too many for a branch predictor to learn them by heart.
private let operandCount = 4096

extension Benchmark {
  /// An operation on two numbers of exactly `left` and `right` bits.
  fileprivate static func binary(
    _ name: String, left: Int = 256, right: Int = 256, _ operation: @escaping @Sendable (U256, U256) -> U256
  ) -> Benchmark {
    Benchmark(name) {
      var generator = SplitMix(seed: 1)
      let lefts = (0..<operandCount).map { _ in generator.number(bits: left) }
      let rights = (0..<operandCount).map { _ in generator.number(bits: right) }
      return { iterations in
        var sum = U256.zero
        lefts.withUnsafeBufferPointer { lefts in
          rights.withUnsafeBufferPointer { rights in
            for index in 0..<iterations {
              sum = sum ^ operation(lefts[index & (operandCount - 1)], rights[index & (operandCount - 1)])
            }
          }
        }
        consume(sum)
      }
    }
  }

  /// Appending the decimal digits of numbers with `digits` digits to a buffer that has room.
  fileprivate static func format(_ name: String, digits: Int) -> Benchmark {
    Benchmark(name) {
      let numbers = decimals(digits: digits).compactMap { U256(decimalDigits: $0) }
      return { iterations in
        var output: [UInt8] = []
        output.reserveCapacity(128)
        for index in 0..<iterations {
          output.removeAll(keepingCapacity: true)
          numbers[index & (operandCount - 1)].appendDecimal(to: &output)
        }
        consume(output)
      }
    }
  }

  /// Parsing ASCII numbers of `digits` digits.
  fileprivate static func parse(_ name: String, digits: Int) -> Benchmark {
    Benchmark(name) {
      let texts = decimals(digits: digits)
      return { iterations in
        var sum = U256.zero
        for index in 0..<iterations {
          sum = sum ^ (U256(decimalDigits: texts[index & (operandCount - 1)]) ?? .zero)
        }
        consume(sum)
      }
    }
  }

  /// Random ASCII numbers of exactly `digits` digits.
  private static func decimals(digits: Int) -> [[UInt8]] {
    var generator = SplitMix(seed: 2)
    return (0..<operandCount).map { _ in
      [0x31] + (1..<digits).map { _ in 0x30 + UInt8(generator.next() % 10) }
    }
  }
}
