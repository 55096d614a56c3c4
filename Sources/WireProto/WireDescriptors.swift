#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// Descriptors of every protocol file, for the server reflection service.
///
/// WireProto itself is generated: `Scripts/generate-proto` turns the files below `Protos` into the messages of the
/// packages `iotextypes`, `iotexrpc` and `iotexapi` and the gRPC stubs of `iotexapi.APIService`,
/// `grpc.health.v1.Health` and `grpc.reflection.v1` and `v1alpha`. It is the format on the wire and nothing else: what a
/// field may hold is checked by whoever reads it, and encodings that are hashed are those of `ChainTypes`.
/// A newcomer starts in `Protos/README.md`.
public enum WireDescriptors {
  /// A serialised `google.protobuf.FileDescriptorSet`: all files below `Protos` and the well-known files they import.
  ///
  /// Every file stands after the files it imports. Comments of the sources are not in it.
  public static let serializedSet: [UInt8] =
    Data(base64Encoded: base64, options: .ignoreUnknownCharacters).map { [UInt8]($0) } ?? []
}
