// swift-tools-version: 6.2
import PackageDescription

/// The libraries that are timed, and those that their benchmarks are made with.
let libraries = [
  "CSecp256k1", "Chain", "ChainCrypto", "ChainSpec", "ChainTypes", "Gzip", "Primitives", "ProtocolKit", "RollDPoS", "StandardProtocols",
  "State", "Storage",
]

let package = Package(
  name: "iotex-swift-benchmarks",
  dependencies: [
    .package(name: "iotex-swift", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
  ],
  targets: [
    // The work of the storage suite in plain C, to compare with.
    .target(name: "CLMDBLoop", linkerSettings: [.linkedLibrary("lmdb")]),
    .executableTarget(
      name: "benchmarks",
      dependencies: [
        "CLMDBLoop",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ] + libraries.map { .product(name: $0, package: "iotex-swift") },
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
      ]
    ),
  ]
)
