import TestSupport
import Testing

/// Runs the vectors that `Scripts/generate-precompile-vectors` wrote: inputs of precompiled contracts and their outputs, null for a failure.
enum PrecompileVectors {
  /// Compares an operation's result with every vector of a file.
  static func check(_ name: String, sourceLocation: SourceLocation = #_sourceLocation, _ operation: ([UInt8]) -> [UInt8]?) throws {
    let vectors = try GoldenData.json("precompiles/\(name).json").array
    #expect(!vectors.isEmpty, sourceLocation: sourceLocation)
    for vector in vectors {
      let title = try vector.string("name")
      let output = operation(try vector.hex("input"))
      #expect(output == vector["output"].hexBytes, "\(name): \(title)", sourceLocation: sourceLocation)
    }
  }
}
