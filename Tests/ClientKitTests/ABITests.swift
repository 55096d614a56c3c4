import ChainCrypto
import ClientKit
import Primitives
import Testing

@Suite("Contract interfaces")
struct ABITests {
  private static let tuple = #"[{"name":"n","type":"int16"},{"name":"b","type":"bool"}]"#
  private static let interface = """
    [{"type":"function","name":"all","stateMutability":"payable","inputs":[{"name":"a","type":"uint256"},{"name":"b","type":"address[]"},
      {"name":"c","type":"string"},{"name":"d","type":"bytes5"},{"name":"e","type":"tuple[2]","components":\(tuple)},{"name":"f","type":"bytes"}],
      "outputs":[{"name":"","type":"bool"}]},
     {"type":"constructor","inputs":[{"name":"supply","type":"uint256"}]},
     {"type":"event","name":"Transfer","inputs":[{"name":"from","type":"address","indexed":true},{"name":"to","type":"address","indexed":true},
      {"name":"amount","type":"uint256"}]}, {"type":"fallback"}]
    """
  private static let arguments = """
    {"a":7,"b":["0x1111111111111111111111111111111111111111","bob"],"c":"grüße","d":"68656c6c6f","e":[{"n":-3,"b":true},["32767",false]],"f":"0x010203"}
    """
  /// What eth-abi from PyPI writes for these values.
  private static let encoded =
    [
      "0000000000000000000000000000000000000000000000000000000000000007",
      "0000000000000000000000000000000000000000000000000000000000000120",
      "0000000000000000000000000000000000000000000000000000000000000180",
      "68656c6c6f000000000000000000000000000000000000000000000000000000",
      "fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffd",
      "0000000000000000000000000000000000000000000000000000000000000001",
      "0000000000000000000000000000000000000000000000000000000000007fff",
      "0000000000000000000000000000000000000000000000000000000000000000",
      "00000000000000000000000000000000000000000000000000000000000001c0",
      "0000000000000000000000000000000000000000000000000000000000000002",
      "0000000000000000000000001111111111111111111111111111111111111111",
      "0000000000000000000000002222222222222222222222222222222222222222",
      "0000000000000000000000000000000000000000000000000000000000000007",
      "6772c3bcc39f6500000000000000000000000000000000000000000000000000",
      "0000000000000000000000000000000000000000000000000000000000000003",
      "0102030000000000000000000000000000000000000000000000000000000000",
    ].joined()

  private func abi() throws -> ContractABI { try ContractABI(json: Array(Self.interface.utf8)) }

  @Test("encode arguments as eth-abi does, and read them back")
  func encodes() throws {
    let function = try abi().function("all")
    #expect(function.signature == "all(uint256,address[],string,bytes5,(int16,bool)[2],bytes)")
    #expect(function.isPayable && !function.isReadOnly)
    let bob = try #require(Address([UInt8](repeating: 0x22, count: 20)))
    let values = try ContractABI.arguments(Self.arguments, for: function.inputs) { $0 == "bob" ? bob : nil }
    let data = try function.callData(values)
    #expect(Hex.encode(Array(data.dropFirst(4))) == Self.encoded)
    #expect(try abi().function(selectedBy: data) == function)
    #expect(try ABIValue.decode(Array(data.dropFirst(4)), as: function.inputs.map(\.type)) == values)
    #expect(values[4].json(as: function.inputs[4].type).compact == #"[{"n":"-3","b":true},{"n":"32767","b":false}]"#)
  }

  @Test("have Solidity's selectors and topics")
  func selectors() throws {
    #expect(Hex.encode(XRC20.transfer.selector) == "a9059cbb")
    #expect(Hex.encode(XRC20.balanceOf.selector) == "70a08231")
    #expect(try abi().events.first?.topic.hex == "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef")
    #expect(try abi().constructor.map(\.name) == ["supply"])
  }

  @Test(
    "refuse values that do not fit",
    arguments: [
      ("uint8", "256"), ("uint8", "-1"), ("int8", "128"), ("int8", "-129"), ("bool", "1"), ("bytes2", "\"aa\""), ("address", "\"io1x\""),
      ("address", "\"0x19E7e376e7c213b7e7e7e46cc70a5dd086daff2a\""), ("uint256[2]", "[1]"), ("bytes", "\"0xabc\""), ("string", "5"),
      ("uint256", "\"1.5\""), ("uint256", "null"),
    ])
  func refuses(type: String, value: String) throws {
    let type = try ABIType(type)
    let json = try JSONParser.parse(value)
    #expect(throws: ABIError.self) { try ABIValue(json, type: type) }
  }

  @Test("take the extremes", arguments: [("uint8", "255"), ("int8", "127"), ("int8", "-128"), ("int256", "-1"), ("uint256", "\"0xff\"")])
  func extremes(type: String, value: String) throws {
    let type = try ABIType(type)
    let parsed = try ABIValue(JSONParser.parse(value), type: type)
    #expect(try ABIValue.decode(ABIValue.encode([parsed], as: [type]), as: [type]) == [parsed])
  }

  @Test(
    "refuse unknown types",
    arguments: ["uint7", "uint264", "bytes33", "bytes0", "foo", "uint256[", "uint256[-1]", "uint256[99999]", "int", "", "[]"])
  func types(name: String) {
    if name == "int" {
      #expect((try? ABIType(name)) == .signed(256))
    } else {
      #expect(throws: ABIError.self) { try ABIType(name) }
    }
  }

  @Test(
    "read hostile data without trapping",
    arguments: [
      "", "00", String(repeating: "ff", count: 32), String(repeating: "0", count: 62) + "20", String(repeating: "ff", count: 64),
      String(repeating: "0", count: 62) + "20" + String(repeating: "ff", count: 32),
      String(repeating: "0", count: 62) + "20" + String(repeating: "0", count: 63) + "1",
    ])
  func hostile(digits: String) throws {
    let bytes = try Hex.decode(digits)
    for name in ["bytes", "string", "uint256[]", "bytes[]", "string[3]", "uint256[][]"] {
      let type = try ABIType(name)
      _ = try? ABIValue.decode(bytes, as: [type, type])
    }
  }

  @Test("name what is missing")
  func missing() throws {
    let abi = try abi()
    #expect(throws: ABIError.noSuchEntry("function none")) { try abi.function("none") }
    #expect(throws: ABIError.count(given: 1, wanted: 6)) { try ContractABI.arguments("[1]", for: abi.function("all").inputs) }
    #expect(throws: ABIError.noSuchEntry("parameter zz")) { try ContractABI.arguments(#"{"zz":1}"#, for: abi.constructor) }
  }
}
