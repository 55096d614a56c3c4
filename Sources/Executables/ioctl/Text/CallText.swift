import ClientKit
import Primitives

/// Call data in words.
enum CallText {
  /// `transfer(recipient: io1…, amount: 5)`, or the selector when the function is unknown.
  static func text(_ data: [UInt8], abi: ContractABI?) -> String {
    guard let (function, values) = decode(data, abi: abi) else {
      return data.count < 4 ? "with \(data.count) bytes" : "0x" + Hex.encode(Array(data.prefix(4)))
    }
    let arguments = zip(function.inputs, values).map { parameter, value in
      let text = value.json(as: parameter.type)
      return (parameter.name.isEmpty ? "" : parameter.name + ": ") + (text.text ?? text.compact)
    }
    return "\(function.name)(\(arguments.joined(separator: ", ")))"
  }

  /// The function and its arguments: by the interface, else by the tokens' interface; nil if neither has it.
  static func decode(_ data: [UInt8], abi: ContractABI?) -> (ABIFunction, [ABIValue])? {
    let known = abi?.function(selectedBy: data) ?? XRC20.all.first { data.count >= 4 && $0.selector.elementsEqual(data.prefix(4)) }
    guard let known, let values = try? ABIValue.decode(Array(data.dropFirst(4)), as: known.inputs.map(\.type)) else { return nil }
    return (known, values)
  }
}
