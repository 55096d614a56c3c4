import ChainSpec
import ClientKit

/// A network that somebody names.
enum NetworkChoice {
  /// The genesis of a built-in network, or of a file.
  static func genesis(_ name: String) throws -> Genesis {
    if let network = Network(rawValue: name) { return network.genesis }
    let content = try PrivateFile.read(name, limit: 4 << 20)
    return try Genesis(yaml: String(decoding: content, as: UTF8.self))
  }
}
