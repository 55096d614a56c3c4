import Primitives
import TestSupport
import Testing

/// One row of `u256.json`, whose results Python's integers computed; `Scripts/generate-u256-vectors` explains the columns.
private struct Row {
  let index: Int
  let cells: [String: String]
  let a: U256
  let b: U256
  let m: U256
  /// A small number: a shift, a byte index.
  let n: Int

  init(index: Int, columns: [String], values: [JSON]) throws {
    self.index = index
    var cells: [String: String] = [:]
    for (column, value) in zip(columns, values) { cells[column] = value.string }
    self.cells = cells
    a = try #require(U256(hex: cells["a"] ?? ""))
    b = try #require(U256(hex: cells["b"] ?? ""))
    m = try #require(U256(hex: cells["m"] ?? ""))
    n = try #require(Int(cells["n"] ?? "", radix: 16))
  }
}

/// What our arithmetic gives for each column, as lower-case hexadecimal without leading zeros.
private let columns: [String: @Sendable (Row) -> String] = [
  "a": { $0.a.hex },
  "b": { $0.b.hex },
  "m": { $0.m.hex },
  "n": { U256(UInt64($0.n)).hex },
  "add": { ($0.a &+ $0.b).hex },
  "carry": { U256($0.a.addingReportingOverflow($0.b).overflow).hex },
  "sub": { ($0.a &- $0.b).hex },
  "borrow": { U256($0.a.subtractingReportingOverflow($0.b).overflow).hex },
  "mulHigh": { $0.a.multipliedFullWidth(by: $0.b).high.hex },
  "mul": { ($0.a &* $0.b).hex },
  "div": { $0.a.divided(by: $0.b).hex },
  "mod": { $0.a.remainder(dividingBy: $0.b).hex },
  "sdiv": { $0.a.sdiv($0.b).hex },
  "smod": { $0.a.smod($0.b).hex },
  "addmod": { $0.a.addmod($0.b, $0.m).hex },
  "mulmod": { $0.a.mulmod($0.b, $0.m).hex },
  "pow": { $0.a.power($0.b).hex },
  "and": { ($0.a & $0.b).hex },
  "or": { ($0.a | $0.b).hex },
  "xor": { ($0.a ^ $0.b).hex },
  "lt": { U256($0.a < $0.b).hex },
  "slt": { U256($0.a.signedLess(than: $0.b)).hex },
  "shl": { ($0.a &<< $0.n).hex },
  "shr": { ($0.a &>> $0.n).hex },
  "sar": { $0.a.sar(by: $0.n).hex },
  "byte": { $0.a.byte(at: U256(UInt64($0.n))).hex },
  "signextend": { $0.a.signExtend(byte: U256(UInt64($0.n))).hex },
  "bits": { U256(UInt64($0.a.bitWidthUsed)).hex },
  "decimal": { $0.a.decimal },
]

@Suite("U256 beside Python's integers")
struct U256VectorTests {
  private struct Table {
    let columns: [String]
    let rows: [Row]

    init() throws {
      let file = try GoldenData.json("u256.json")
      let names = file["columns"].array.compactMap(\.string)
      columns = names
      rows = try file["rows"].array.enumerated().map { try Row(index: $0.offset, columns: names, values: $0.element.array) }
    }
  }

  /// The file, read once for all tests.
  private static let table = Result { try Table() }

  @Test("every column of the vectors is computed, and every operation has a column")
  func readsAllColumns() throws {
    let table = try Self.table.get()
    #expect(Set(table.columns) == Set(columns.keys))
    #expect(table.rows.count >= 2000)
    #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count })
  }

  @Test("every result equals Python's", arguments: columns.keys.sorted())
  func computes(column: String) throws {
    let compute = try #require(columns[column])
    for row in try Self.table.get().rows {
      let expected = try #require(row.cells[column])
      let actual = compute(row)
      if actual != expected {
        Issue.record("row \(row.index), a=\(row.a.hex) b=\(row.b.hex) m=\(row.m.hex) n=\(row.n): \(actual), not \(expected)")
      }
    }
  }

  @Test("checked and combined forms agree with the plain ones on every row")
  func agreesWithItself() throws {
    for row in try Self.table.get().rows {
      let (a, b) = (row.a, row.b)
      let (high, low) = a.multipliedFullWidth(by: b)
      #expect(a.adding(b) == (row.cells["carry"] == "0" ? a &+ b : nil))
      #expect(a.subtracting(b) == (row.cells["borrow"] == "0" ? a &- b : nil))
      #expect(a.multiplied(by: b) == (high.isZero ? low : nil))
      #expect(a.multipliedReportingOverflow(by: b) == (low, !high.isZero))
      #expect(a.multipliedFullWidth(byLimb: b.w0) == (a.multipliedFullWidth(by: U256(b.w0)).high.w0, a &* U256(b.w0)))
      let (quotient, remainder) = a.quotientAndRemainder(dividingByLimb: b.w0)
      #expect((quotient, U256(remainder)) == a.quotientAndRemainder(dividingBy: U256(b.w0)))
      #expect(U256.remainder(high: high, low: low, dividingBy: row.m) == a.mulmod(b, row.m))
      #expect(a.shl(U256(UInt64(row.n))) == a &<< row.n)
      #expect(a.shr(U256(UInt64(row.n))) == a &>> row.n)
      #expect(a.sar(U256(UInt64(row.n))) == a.sar(by: row.n))
      #expect(a.shl(b &+ 256) == (b &+ 256 < 256 ? a &<< Int(b.w0 &+ 256) : .zero))
      #expect((a > b, a <= b, a >= b) == (b < a, !(b < a), !(a < b)))
      #expect(a.nonzeroBitCount == (0..<256).count { a.bit(at: $0) })
      #expect(a.trailingZeroBitCount == (0..<256).first { a.bit(at: $0) } ?? 256)
    }
  }

  @Test("decimal, hexadecimal and big-endian forms read back to the same number")
  func readsBack() throws {
    for row in try Self.table.get().rows {
      let text = try #require(row.cells["decimal"])
      #expect(U256(decimal: text) == row.a)
      #expect(U256(decimal: "000\(text)"[...]) == row.a)
      #expect(U256(decimalDigits: row.a.decimalBytes) == row.a)
      #expect(U256(hex: "0x" + row.a.hex.uppercased()) == row.a)
      #expect(U256(bigEndian: row.a.bigEndianBytes) == row.a)
      #expect(U256(bigEndian: row.a.minimalBigEndianBytes) == row.a)
      #expect(row.a.minimalBigEndianBytes.count == row.a.byteWidthUsed)
      #expect(U256(Hash256(row.a)) == row.a)
      #expect(U256(Hash160(truncating: row.a)) == row.a & ((.one &<< 160) &- 1))
      #expect(Hash256(row.a).bytes == row.a.bigEndianBytes)
    }
  }
}
