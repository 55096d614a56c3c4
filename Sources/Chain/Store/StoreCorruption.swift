public import Storage

/// A record of the block store that contradicts another one, or cannot be read.
public struct StoreCorruption: Error, Hashable, Sendable {
  /// What is wrong with the record.
  public enum Code: String, Sendable, CaseIterable {
    /// It should be there and is not.
    case missing
    /// It is there and should not be.
    case unexpected
    /// Its bytes are no record of its kind.
    case unreadable
    /// It does not say what other records say.
    case mismatch
  }

  /// What is wrong.
  public let code: Code
  /// The table of the record.
  public let table: Table
  /// The height that the record belongs to, where it belongs to one.
  public let height: UInt64?
  /// What was expected and what was found.
  public let detail: String

  /// A finding.
  public init(_ code: Code, in table: Table, height: UInt64?, _ detail: String = "") {
    self.code = code
    self.table = table
    self.height = height
    self.detail = detail
  }
}

extension StoreCorruption: CustomStringConvertible {
  /// For example `block.summary of block 12 is damaged (mismatch): action count 3, expected 4`.
  public var description: String {
    let place = height.map { " of block \($0)" } ?? ""
    return "\(table.name)\(place) is damaged (\(code.rawValue))" + (detail.isEmpty ? "" : ": \(detail)")
  }
}
