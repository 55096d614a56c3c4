extension Rau {
  /// The amount that decimal text in the given unit stands for, exactly.
  ///
  /// As in the reference's CLI, `1.`, `.5`, `+1` and `0001.10` are amounts; exponents, separators of thousands and
  /// hexadecimal digits are not, nor is a fraction finer than one Rau.
  ///
  /// - Throws: `AmountError`, which says what is wrong and at which character.
  public init(_ text: some StringProtocol, unit: RauUnit = .iotx) throws(AmountError) {
    var characters = [UInt8](text.utf8)[...]
    if characters.first == 0x2d { throw .negative }
    if characters.first == 0x2b { characters = characters.dropFirst() }

    var digits = [UInt8]()
    var point: Int?
    for (position, character) in zip(characters.indices, characters) {
      switch character {
      case 0x30...0x39:
        digits.append(character)
      case 0x2e where point == nil:
        point = digits.count
      case 0x2e:
        throw .secondPoint(position: position)
      default:
        throw .notADigit(position: position)
      }
    }
    guard !digits.isEmpty else { throw .noDigits }
    let places = point.map { digits.count - $0 } ?? 0
    guard places <= unit.decimals else { throw .tooPrecise(places: places, allowed: unit.decimals) }
    digits.append(contentsOf: repeatElement(0x30, count: unit.decimals - places))
    guard let value = U256(decimalDigits: digits) else { throw .tooLarge }
    self.init(value)
  }

  /// The exact amount in the given unit: no trailing zeros after the point, no point without decimals.
  public func formatted(unit: RauUnit = .iotx) -> String {
    var digits = value.decimalBytes
    if digits.count <= unit.decimals {
      digits.insert(contentsOf: repeatElement(0x30, count: unit.decimals + 1 - digits.count), at: 0)
    }
    let whole = digits.dropLast(unit.decimals)
    var fraction = digits.suffix(unit.decimals)
    while fraction.last == 0x30 { fraction.removeLast() }
    let text = String(decoding: whole, as: UTF8.self)
    return fraction.isEmpty ? text : text + "." + String(decoding: fraction, as: UTF8.self)
  }
}
