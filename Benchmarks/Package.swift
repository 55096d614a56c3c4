// swift-tools-version: 6.2
import PackageDescription

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
        .product(name: "ChainCrypto", package: "iotex-swift"),
        .product(name: "Primitives", package: "iotex-swift"),
        .product(name: "State", package: "iotex-swift"),
        .product(name: "Storage", package: "iotex-swift"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("ExistentialAny"),
      ]
    ),
  ]
)
