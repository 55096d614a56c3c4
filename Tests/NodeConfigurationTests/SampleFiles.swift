/// Configuration files that tests read.
enum SampleFiles {
  /// Mainnet's configuration at its launch (config_mainnet.yaml of iotexproject/iotex-bootstrap, tag mainnet-alpha), with fewer peers and
  /// services and without a service's key.
  static let mainnet = """
    network:
      externalPort: 4689
      bootstrapNodes:
        - /dns4/bootnode-3.mainnet.iotex.one/tcp/4689/p2p/12D3KooWEsmwaorbZX3HRCnhkMPjMAHzwu3om1pdGrtVm2QaM35n

    chain:
      chainDBPath: /var/data/chain.db
      trieDBPath: /var/data/trie.db
      maxCacheSize: 1000
      committee:
        gravityChainAPIs:
          - https://mainnet.example/v3/0000
          - wss://sydney-1.iotex.world/ws
        numOfRetries: 20
        paginationSize: 11
        cacheSize: 1000
      gravityChainDB:
        dbPath: /var/data/poll.db
        numRetries: 8

    actPool:
      minGasPrice: "1000000000000"

    api:
      gasStation:
        defaultGas: 1000000000000

    consensus:
      scheme: ROLLDPOS
      rollDPoS:
        fsm:
          unmatchedEventTTL: 3s
          unmatchedEventInterval: 100ms
          acceptBlockTTL: 4s
          acceptProposalEndorsementTTL: 2s
          acceptLockEndorsementTTL: 2s
        delay: 10s

    blockSync:
      bufferSize: 400
      maxRepeat: 3
      repeatDecayStep: 3

    log:
      zap:
        level: info
        encoding: json
        disableStacktrace: true
        outputPaths: ["stderr", "stdout"]
        errorOutputPaths: ["stderr"]
      stderrRedirectFile: /var/log/s.log
      stdLogRedirect: true
    """

  /// Every key of the reference's config.yaml (config/config.go at v0.5.0) with its default; the producer's key is random there.
  static let allReferenceKeys = """
    network:
      host: 0.0.0.0
      port: 4689
      externalHost: ""
      externalPort: 4689
      bootstrapNodes: []
      masterKey: ""
      relayType: ""
      rateLimit: {globalUnicastAvg: 300, globalUnicastBurst: 500, peerAvg: 300, peerBurst: 500}
      enableRateLimit: true
    chain:
      chainDBPath: ./chain.db
      trieDBPath: ./trie.db
      id: 1
      address: ""
      producerPrivKey: ""
      emptyGenesis: false
      gravityChainDB:
        dbPath: ./poll.db
        useBadgerDB: false
        numRetries: 10
        RDS: {awsRDSEndpoint: "", awsRDSPort: 0, awsRDSUser: "", awsPass: "", awsDBName: ""}
        SQLITE3: {sqlite3File: ""}
      committee:
        numOfRetries: 0
        gravityChainAPIs: []
        gravityChainHeightInterval: 0
        gravityChainStartHeight: 0
        registerContractAddress: ""
        stakingContractAddress: ""
        paginationSize: 0
        voteThreshold: ""
        scoreThreshold: ""
        selfStakingThreshold: ""
        cacheSize: 0
        numOfFetchInParallel: 0
      enableFallbackToFreshDb: false
      enableTrielessStateDB: true
      enableAsyncIndexWrite: true
      compressBlock: false
      allowedBlockGasResidue: 10000
      maxCacheSize: 0
    actPool:
      maxNumActsPerPool: 32000
      maxgaslimitperpool: 320000000
      maxNumActsPerAcct: 2000
      actionExpiry: 10m0s
      minGasPrice: "1000000000000"
      blackList: []
    consensus:
      scheme: STANDALONE
      rollDPoS:
        # in the reference's order
        fsm:
          eventChanSize: 10000
          unmatchedEventTTL: 3s
          unmatchedEventInterval: 100ms
          acceptBlockTTL: 4s
          acceptProposalEndorsementTTL: 2s
          acceptLockEndorsementTTL: 2s
          # the last of them
          commitTTL: 2s
        toleratedOvertime: 2s
        delay: 5s
    blockSync: {interval: 10s, bufferSize: 100, intervalSize: 10, maxRepeat: 3, repeatDecayStep: 1}
    dispatcher: {eventChanSize: 10000}
    explorer:
      enabled: false
      isTest: false
      useIndexer: false
      port: 14004
      tpsWindow: 10
      gasStation: {suggestBlockWindow: 20, defaultGas: 1, Percentile: 60}
      maxTransferPayloadBytes: 1024
    api:
      useRDS: false
      port: 14014
      tpsWindow: 10
      gasStation: {suggestBlockWindow: 20, defaultGas: 1, Percentile: 60}
      rangeQueryLimit: 1000
    indexer:
      enabled: false
      nodeAddr: ""
      whetherLocalStore: true
      blockByIndexList: [transfer, vote, execution, action, receipt]
      indexHistoryList: [transfer, vote, execution, action]
    system:
      active: true
      heartbeatInterval: 10s
      httpAdminPort: 9009
      httpStatsPort: 8080
      startSubChainInterval: 10s
      enableExperimentalActions: false
    db:
      dbPath: ""
      useBadgerDB: false
      numRetries: 3
      RDS: {awsRDSEndpoint: "", awsRDSPort: 0, awsRDSUser: "", awsPass: "", awsDBName: ""}
      SQLITE3: {sqlite3File: ./explorer.db}
    log:
      zap:
        level: info
        development: false
        disableCaller: false
        disableStacktrace: false
        encoding: console
        outputPaths: []
        errorOutputPaths: []
      stderrRedirectFile: ""
      stdLogRedirect: false
    """
}
