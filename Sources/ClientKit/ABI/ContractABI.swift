import ChainCrypto
public import Primitives

/// The interface of a contract, as Solidity compilers write it in JSON.
public struct ContractABI: Sendable {
  /// What the constructor takes; nothing if there is none.
  public let constructor: [ABIParameter]
  /// The functions.
  public let functions: [ABIFunction]
  /// The events.
  public let events: [Event]

  /// An event of a contract.
  public struct Event: Hashable, Sendable {
    /// Its name.
    public let name: String
    /// What it says.
    public let parameters: [ABIParameter]
    /// Keccak-256 of name and types: the first topic of its logs.
    public var topic: Hash256 { Keccak256.hash(Array((name + ABIType.tuple(parameters).canonicalName).utf8)) }
  }

  /// Reads an interface: the list itself, or a compiler's or Truffle's output whose member `abi` is the list.
  public init(json bytes: [UInt8]) throws(ABIError) {
    let root: JSONValue
    do throws(JSONError) { root = try JSONParser.parse(bytes) } catch { throw .malformedInterface(error.description) }
    guard let list = root.elements ?? root["abi"]?.elements else { throw .malformedInterface("it is no list") }
    var constructor: [ABIParameter] = []
    var functions: [ABIFunction] = []
    var events: [Event] = []
    for entry in list {
      let inputs = try ABIParameter.list(entry["inputs"])
      switch entry["type"]?.text ?? "function" {
      case "constructor": constructor = inputs
      case "event": events.append(Event(name: entry["name"]?.text ?? "", parameters: inputs))
      case "function":
        let mutability = entry["stateMutability"]?.text ?? ""
        functions.append(
          ABIFunction(
            name: entry["name"]?.text ?? "", inputs: inputs, outputs: try ABIParameter.list(entry["outputs"]),
            isReadOnly: mutability == "view" || mutability == "pure" || entry["constant"]?.isTrue ?? false,
            isPayable: mutability == "payable" || entry["payable"]?.isTrue ?? false))
      default: continue
      }
    }
    self.constructor = constructor
    self.functions = functions
    self.events = events
  }

  /// The function of a name, or of a name with types such as `transfer(address,uint256)` where a name stands for several.
  public func function(_ name: String) throws(ABIError) -> ABIFunction {
    let matches = functions.filter { $0.name == name || $0.signature == name }
    guard let function = matches.first else { throw .noSuchEntry("function \(name)") }
    guard matches.count == 1 else {
      throw .malformedInterface("\(name) is ambiguous: " + matches.map(\.signature).joined(separator: " or "))
    }
    return function
  }

  /// The function that call data begin with; nil if it is none of these.
  public func function(selectedBy data: [UInt8]) -> ABIFunction? {
    data.count < 4 ? nil : functions.first { $0.selector.elementsEqual(data.prefix(4)) }
  }

  /// The values that a JSON text gives to parameters: an object by name, or a list in order.
  ///
  /// - Parameter names: finds the address of a name.
  public static func arguments(
    _ text: String, for parameters: [ABIParameter], names: (String) -> Address? = { _ in nil }
  ) throws(ABIError) -> [ABIValue] {
    let json: JSONValue
    do throws(JSONError) { json = text.isEmpty ? .array([]) : try JSONParser.parse(text) } catch {
      throw .malformedInterface("the arguments are no JSON: \(error)")
    }
    let ordered: [JSONValue]
    if case .object(let members) = json {
      if let stranger = members.first(where: { member in !parameters.contains { $0.name == member.name } }) {
        throw .noSuchEntry("parameter \(stranger.name)")
      }
      ordered = try named(json, parameters)
    } else {
      ordered = json.elements ?? [json]
    }
    guard ordered.count == parameters.count else { throw .count(given: ordered.count, wanted: parameters.count) }
    var values: [ABIValue] = []
    for (value, parameter) in zip(ordered, parameters) { values.append(try ABIValue(value, type: parameter.type, names: names)) }
    return values
  }

  private static func named(_ json: JSONValue, _ parameters: [ABIParameter]) throws(ABIError) -> [JSONValue] {
    var values: [JSONValue] = []
    for parameter in parameters {
      guard let value = json[parameter.name] else { throw .noSuchEntry("value for parameter \(parameter.name)") }
      values.append(value)
    }
    return values
  }
}
