// swift-tools-version: 6.2
import PackageDescription

/// The libraries whose decoders are fuzzed.
let libraries = ["Primitives", "ChainCrypto", "Gzip", "ChainSpec", "ChainTypes", "EVM", "LibP2P", "PeerNetwork"]

let package = Package(
  name: "iotex-swift-fuzz",
  dependencies: [.package(name: "iotex-swift", path: "..")],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: libraries.map { .product(name: $0, package: "iotex-swift") },
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
      ]
    )
  ]
)
