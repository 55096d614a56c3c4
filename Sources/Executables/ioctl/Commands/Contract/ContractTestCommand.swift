import ClientKit
import Primitives

/// `ioctl contract test`.
enum ContractTestCommand {
  static let command = Command(
    use: "test", summary: "Test a call of a contract without sending anything",
    commands: [
      Command(
        use: "bytecode (CONTRACT_ADDRESS|ALIAS) CALL_DATA", summary: "Test call data", words: .exactly(2), action: bytecode),
      Command(
        use: "function (CONTRACT_ADDRESS|ALIAS) ABI_FILE FUNCTION_NAME [--with-arguments JSON]", summary: "Test a function by its name",
        words: .exactly(3), flags: [ContractGroup.argumentsFlag], action: function),
    ])

  private static func bytecode(_ session: Session) async throws {
    guard let data = try? Hex.decode(session.word(1), prefix: .optional) else { throw CommandFailure("the call data are not hexadecimal") }
    let answer = try await ContractReader(session).read(contract: session.address(of: session.word(0)), data: data)
    session.result("return: \(Hex.encode(answer))", ["return": .string(Hex.encode(answer))])
  }

  private static func function(_ session: Session) async throws {
    let function = try ContractFiles.abi(session.word(1)).function(session.word(2))
    let arguments = try ContractABI.arguments(session.flags.text("with-arguments"), for: function.inputs, names: session.knownAddress)
    let contract = try session.address(of: session.word(0))
    let values = try await ContractReader(session).read(contract: contract, function: function, arguments: arguments)
    let lines = zip(function.outputs, values).map { output, value in
      let text = value.json(as: output.type)
      return "return\(output.name.isEmpty ? "" : " " + output.name): \(text.text ?? text.compact)"
    }
    let outputs = zip(function.outputs, values).map { $1.json(as: $0.type) }
    session.result(lines.joined(separator: "\n"), ["function": .string(function.signature), "return": .array(outputs)])
  }
}
