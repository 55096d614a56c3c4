// swift-tools-version: 6.2
import PackageDescription

/// Settings that every target of the package shares.
let settings: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

/// A library target below `Sources`.
func library(
  _ name: String, path: String? = nil, uses targets: [String] = [], products: [Target.Dependency] = []
) -> Target {
  .target(
    name: name,
    dependencies: targets.map { .byName(name: $0) } + products,
    path: path ?? "Sources/\(name)",
    swiftSettings: settings
  )
}

/// The handlers of one kind of action, below `Sources/Protocols`.
func handlers(_ kind: String, uses targets: [String] = []) -> Target {
  library(
    "\(kind)Handlers", path: "Sources/Protocols/\(kind)Handlers",
    uses: ["Primitives", "ChainCrypto", "ChainSpec", "ChainTypes", "State", "ProtocolKit"] + targets
  )
}

/// A test target below `Tests`; every one of them may use `TestSupport`.
func tests(_ name: String, uses targets: [String], products: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name,
    dependencies: (["TestSupport"] + targets).map { .byName(name: $0) } + products,
    path: "Tests/\(name)",
    swiftSettings: settings
  )
}

let swiftCrypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let grpcCore = Target.Dependency.product(name: "GRPCCore", package: "grpc-swift-2")
let grpcProtobuf = Target.Dependency.product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")

let package = Package(
  name: "iotex-swift",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.0"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.0"),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    library("Primitives"),
    library("ChainCrypto", uses: ["Primitives", "CSecp256k1"]),
  ]
)
