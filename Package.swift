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

/// What several test targets share, below `Tests/Support`.
func support(_ name: String, uses targets: [String]) -> Target {
  library(name, path: "Tests/Support/\(name)", uses: targets)
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

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let grpcCore = Target.Dependency.product(name: "GRPCCore", package: "grpc-swift-2")
let grpcProtobuf = Target.Dependency.product(name: "GRPCProtobuf", package: "grpc-swift-protobuf")
let grpcTransport = Target.Dependency.product(name: "GRPCNIOTransportHTTP2", package: "grpc-swift-nio-transport")
let grpcInProcess = Target.Dependency.product(name: "GRPCInProcessTransport", package: "grpc-swift-2")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let serviceLifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let swiftCrypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "_CryptoExtras", package: "swift-crypto")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

/// What the layers up to the chain's own types offer; most targets above use all of it.
let chainTypes = ["Primitives", "ChainCrypto", "ChainSpec", "ChainTypes"]

/// What `Benchmarks` and `Fuzz`, which are packages of their own, are built on.
let products =
  chainTypes + [
    "CLMDB", "CSecp256k1", "Chain", "EVM", "Gzip", "LibP2P", "PeerNetwork", "ProtocolKit", "RollDPoS", "StandardProtocols", "State",
    "Storage",
  ]

let package = Package(
  name: "iotex-swift",
  products: products.map { .library(name: $0, targets: [$0]) },
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/grpc/grpc-swift-2", from: "2.4.0"),
    .package(url: "https://github.com/grpc/grpc-swift-nio-transport", from: "2.9.0"),
    .package(url: "https://github.com/grpc/grpc-swift-protobuf", from: "2.4.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.30.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
  ],
  targets: [
    .systemLibrary(name: "CSecp256k1", pkgConfig: "libsecp256k1", providers: [.apt(["libsecp256k1-dev"])]),
    .systemLibrary(name: "CLMDB", pkgConfig: "lmdb", providers: [.apt(["liblmdb-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

    // Layer 0
    library("Primitives"),
    library("ChainCrypto", uses: ["Primitives", "CSecp256k1"]),
    library("Gzip", uses: ["CZlib"]),
    library("WireProto", products: [protobuf, grpcCore, grpcProtobuf]),

    // Layer 1
    library("ChainSpec", uses: ["Primitives", "ChainCrypto"], products: [yams]),
    library("ChainTypes", uses: ["Primitives", "ChainCrypto"]),
    library(
      "LibP2P", uses: ["Primitives", "ChainCrypto"], products: [swiftCrypto, cryptoExtras, logging, nioCore, nioPosix]),

    // Layer 2
    library("Storage", uses: ["CLMDB"]),
    library("EVM", uses: ["Primitives", "ChainCrypto"], products: [swiftCrypto]),
    library("State", uses: chainTypes + ["Storage"]),
    library("RollDPoS", uses: chainTypes),
    library("PeerNetwork", uses: chainTypes + ["LibP2P"], products: [logging]),

    // Layer 3
    library("ProtocolKit", uses: chainTypes + ["State"]),

    // Layer 4
    handlers("Account"),
    handlers("Execution", uses: ["EVM"]),
    handlers("Poll"),
    handlers("Rewarding"),
    handlers("Vote"),

    // Layer 5
    library(
      "StandardProtocols", path: "Sources/Protocols/StandardProtocols",
      uses: chainTypes + [
        "ProtocolKit", "AccountHandlers", "ExecutionHandlers", "PollHandlers", "RewardingHandlers", "VoteHandlers",
      ]),
    library("Chain", uses: chainTypes + ["Gzip", "Storage", "State", "RollDPoS", "ProtocolKit"]),

    // Layer 6
    library("ActPool", uses: chainTypes + ["State", "ProtocolKit", "Chain"]),
    library(
      "Consensus", uses: chainTypes + ["Storage", "RollDPoS", "ProtocolKit", "Chain", "ActPool"], products: [coreMetrics, logging, metrics]),
    library("APICore", uses: chainTypes + ["Storage", "State", "ProtocolKit", "Chain", "ActPool"]),

    // Layer 7
    library(
      "GRPCAPI", uses: chainTypes + ["Chain", "APICore", "WireProto"],
      products: [protobuf, grpcCore, grpcProtobuf, grpcTransport, nioCore]),
    library("Telemetry", products: [coreMetrics, metrics, hummingbird, logging, serviceLifecycle]),

    // Layer 8
    library(
      "Node",
      uses: chainTypes + [
        "LibP2P", "Storage", "State", "RollDPoS", "PeerNetwork", "ProtocolKit", "StandardProtocols", "Chain", "ActPool", "Consensus",
        "APICore",
        "GRPCAPI", "Telemetry",
      ], products: [coreMetrics, logging, nioPosix, serviceLifecycle, unixSignals]),

    // Around the node
    library(
      "ClientKit", uses: chainTypes + ["WireProto"], products: [swiftCrypto, cryptoExtras, grpcCore, grpcTransport, protobuf]),
    library(
      "Rehearsal", uses: chainTypes + ["WireProto"],
      products: [asyncHTTPClient, grpcCore, grpcTransport, hummingbird, logging, nioCore, nioHTTP1, protobuf]),

    // Programs
    .executableTarget(
      name: "ioctl", dependencies: (chainTypes + ["WireProto", "ClientKit"]).map { .byName(name: $0) } + [protobuf, yams],
      path: "Sources/Executables/ioctl", swiftSettings: settings),
    .executableTarget(
      name: "rehearse", dependencies: ["ChainSpec", "Rehearsal", argumentParser], path: "Sources/Executables/rehearse",
      swiftSettings: settings),
    .executableTarget(
      name: "iotexd",
      dependencies: (chainTypes + ["Storage", "State", "ProtocolKit", "Chain", "Node"]).map { .byName(name: $0) } + [argumentParser],
      path: "Sources/Executables/iotexd", swiftSettings: settings),
    library("EthereumStateTest", uses: ["Primitives", "ChainCrypto", "EVM"]),
    .executableTarget(
      name: "evm", dependencies: ["Primitives", "EVM", "EthereumStateTest", argumentParser, swiftCrypto], path: "Sources/Executables/evm",
      swiftSettings: settings),

    // Tests
    support("TestSupport", uses: ["Gzip", "Storage"]),
    support(
      "ChainTestSupport",
      uses: chainTypes + ["TestSupport", "Gzip", "Storage", "State", "RollDPoS", "ProtocolKit", "StandardProtocols", "Chain"]),
    support(
      "APITestSupport",
      uses: chainTypes + ["TestSupport", "Storage", "State", "ProtocolKit", "StandardProtocols", "Chain", "ActPool", "APICore"]),
    support(
      "SimulationKit",
      uses: chainTypes + [
        "LibP2P", "Storage", "State", "RollDPoS", "PeerNetwork", "ProtocolKit", "StandardProtocols", "Chain", "ActPool", "Consensus",
      ]),
    .executableTarget(
      name: "make-chain",
      dependencies: (chainTypes + ["ChainTestSupport", "Chain"]).map { .byName(name: $0) } + [argumentParser],
      path: "Tests/Support/MakeChain", swiftSettings: settings),
    .executableTarget(
      name: "simulate", dependencies: ["SimulationKit", argumentParser], path: "Tests/Support/simulate", swiftSettings: settings),
    .executableTarget(
      name: "libp2p-peer", dependencies: ["Primitives", "LibP2P", logging, nioCore, nioPosix], path: "Tests/Support/LibP2PPeer",
      swiftSettings: settings),
    .executableTarget(
      name: "gossip-mesh", dependencies: ["LibP2P", logging, nioPosix], path: "Tests/Support/GossipMesh", swiftSettings: settings),
    tests("TestSupportTests", uses: ["Gzip"]),
    tests("PrimitivesTests", uses: ["Primitives"]),
    tests("ChainCryptoTests", uses: ["Primitives", "ChainCrypto"]),
    tests("GzipTests", uses: ["Gzip"]),
    tests("WireProtoTests", uses: ["WireProto"], products: [protobuf, grpcCore]),
    tests("ChainSpecTests", uses: ["Primitives", "ChainCrypto", "ChainSpec"]),
    tests("ChainTypesTests", uses: ["Primitives", "ChainCrypto", "WireProto", "ChainTypes"], products: [protobuf]),
    tests("StorageTests", uses: ["Storage"]),
    tests("EVMTests", uses: ["Primitives", "ChainCrypto", "EVM", "EthereumStateTest"]),
    tests("StateTests", uses: chainTypes + ["Storage", "State"]),
    tests("RollDPoSTests", uses: chainTypes + ["RollDPoS"]),
    tests("LibP2PTests", uses: ["Primitives", "ChainCrypto", "LibP2P"], products: [swiftCrypto, logging, nioCore, nioPosix]),
    tests("PeerNetworkTests", uses: chainTypes + ["LibP2P", "PeerNetwork"], products: [logging, nioPosix]),
    tests(
      "ConsensusTests",
      uses: chainTypes + ["ChainTestSupport", "Storage", "State", "RollDPoS", "ProtocolKit", "Chain", "ActPool", "Consensus"]),
    tests("SimulationTests", uses: chainTypes + ["SimulationKit", "Storage"]),
    tests("ClientKitTests", uses: ["Primitives", "ChainCrypto", "ClientKit"]),
    tests(
      "IoctlTests", uses: chainTypes + ["APITestSupport", "APICore", "GRPCAPI", "ClientKit"], products: [grpcCore, grpcTransport]),
    tests("ProtocolKitTests", uses: chainTypes + ["ChainTestSupport", "Storage", "State", "ProtocolKit"]),
    tests(
      "StandardProtocolsTests",
      uses: chainTypes + [
        "ChainTestSupport", "Storage", "State", "ProtocolKit", "StandardProtocols", "Chain", "AccountHandlers", "ExecutionHandlers",
        "PollHandlers", "RewardingHandlers", "VoteHandlers",
      ]),
    tests("ChainTests", uses: chainTypes + ["ChainTestSupport", "Gzip", "Storage", "State", "RollDPoS", "ProtocolKit", "Chain"]),
    tests("ActPoolTests", uses: chainTypes + ["ChainTestSupport", "Storage", "State", "ProtocolKit", "Chain", "ActPool"]),
    tests(
      "APICoreTests",
      uses: chainTypes + ["APITestSupport", "Storage", "State", "ProtocolKit", "StandardProtocols", "Chain", "ActPool", "APICore"]),
    tests(
      "GRPCAPITests",
      uses: chainTypes + [
        "APITestSupport", "Storage", "State", "ProtocolKit", "StandardProtocols", "Chain", "ActPool", "APICore", "WireProto", "GRPCAPI",
      ], products: [protobuf, grpcCore, grpcInProcess, grpcProtobuf, grpcTransport]),
    tests("NodeConfigurationTests", uses: chainTypes + ["Node"]),
    tests("RehearsalTests", uses: chainTypes + ["Rehearsal"]),
    tests(
      "ConformanceTests",
      uses: chainTypes + ["ChainTestSupport", "Gzip", "Storage", "State", "RollDPoS", "ProtocolKit", "StandardProtocols", "Chain"]),
  ]
)
