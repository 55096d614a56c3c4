internal import ChainTypes
internal import Primitives
internal import SwiftProtobuf

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

// Bytes fields of messages are `Data`; these are the only places that make and read it.

extension [UInt8] {
  /// For a field.
  var data: Data { Data(self) }
}

extension Hash256 {
  /// For a field.
  var data: Data { withUnsafeBytes { Data($0) } }
}

extension Data {
  /// From a field.
  var bytes: [UInt8] { [UInt8](self) }
}

extension Timestamp {
  /// For a field.
  var wire: Google_Protobuf_Timestamp {
    Google_Protobuf_Timestamp.with {
      $0.seconds = seconds
      $0.nanos = nanoseconds
    }
  }
}
