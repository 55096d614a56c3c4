import Primitives

extension Genesis {
  /// Mainnet as launched in April 2019.
  ///
  /// Source: genesis_mainnet.yaml of iotexproject/iotex-bootstrap at tag mainnet-alpha, merged into ``reference``, which is how the 27
  /// test accounts came to mainnet (postmortem of 2019-04-23).
  static let mainnet = Genesis(
    trusting: launchedBlockchain,
    reference.account.merging([
      Account.InitialBalance(address: mainnetTreasury[0], balance: Rau.iotx(9_800_000_000).value)
    ]),
    launchedPoll(register: "0x95724986563028deb58f15c5fac19fa09304f32d", startHeight: 7_614_500),
    launchedRewarding(fund: 200_000_000, exempt: mainnetExemptAddresses))

  /// Block parameters of mainnet and the second rehearsal.
  static let launchedBlockchain = Blockchain(
    timestamp: 1_553_558_500, blockGasLimit: 20_000_000, actionGasLimit: 5_000_000, blockInterval: .seconds(10), numSubEpochs: 15,
    numDelegates: 24, numCandidateDelegates: 36, timeBasedRotation: true)

  /// The election on Ethereum of mainnet and the second rehearsal, which share the contract that holds the stakes.
  static func launchedPoll(register: String, startHeight: UInt64) -> Poll {
    Poll(
      enableGravityChainVoting: true, gravityChainStartHeight: startHeight, gravityChainHeightInterval: 100,
      registerContractAddress: register, stakingContractAddress: "0x87c9dbff0016af23f5b1ab9b8e072124ab729193",
      voteThreshold: Rau.iotx(100).value, scoreThreshold: Rau.iotx(2_000_000).value, selfStakingThreshold: Rau.iotx(1_200_000).value)
  }

  /// Rewards of mainnet and the second rehearsal; the fund in IOTX.
  static func launchedRewarding(fund: UInt64, exempt: [Address]) -> Rewarding {
    Rewarding(
      initBalance: Rau.iotx(fund).value, blockReward: Rau.iotx(16).value, epochReward: Rau.iotx(12_500).value,
      numDelegatesForEpochReward: 100, exemptAddrsFromEpochReward: exempt, foundationBonus: Rau.iotx(80).value,
      numDelegatesForFoundationBonus: 36, foundationBonusLastEpoch: 8_760, productivityThreshold: 85)
  }

  private static let mainnetTreasury = EmbeddedAddresses.list("io1uqhmnttmv0pg8prugxxn7d8ex9angrvfjfthxa")

  private static let mainnetExemptAddresses = EmbeddedAddresses.list(
    """
    io15fqav3tugm96ge7anckx0k4gukz5m4mqf0jpv3 io1x9kjkr0qv2fa7j4t2as8lrj223xxsqt4tl7xp7 io1ar5l5s268rtgzshltnqv88mua06ucm58dx678y
    io1xsx5n94kg2zv64r7tm8vyz9mh86amfak9ka9xx io1vtm2zgn830pn6auc2cvnchgwdaefa9gr4z0s86 io159fv8mu9d5djk8u2t0flgw4yqmt6fg98uqjka8
    io1c3r4th3zrk4uhv83a9gr4gvn3y6pzaj6mc84ea io14vmhs9c75r2ptxdaqrtk0dz7skct30pxmt69d9 io1gf08snppu2a2wfd50pjas2j6q2kcxjzqph3pep
    io1u5ff879gg2dw9vfpxr2tsmuaz07e2rea6gvl7s io1du4eq4f88n4wyc026l3gamjwetlgsg4jz7j884 io12yxdwewry70gr9fs6fphyfaky9c7gurmzk8f4f
    io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w io1u5xy0ecnrjrdkzyctfqh37lgr5pcfzphgqrdwt io1aj8arp07xw6s9rgh42af5xf98csyuehnnwlk52
    io18gdmv5g0xhkuj2cdyvp8076uwhl7h3gesmzh8u io1td5fvamm3qf22r5h93gay6ggqdh9z0edeqx63u io1qs785af9k9xf3xgd6vut7um9zcthtrvsn2xap2
    io127ftn4ry6wgxdrw4hcd6gdwqlq70ujk98dvtw5 io1wv5m0xyermvr2n0wjx2cjsqwyk863drdl5qfyn io1v0q5g2f8z6l3v25krl677chdx7g5pwt9kvqfpc
    io1xsdegzr2hdj5sv5ad4nr0yfgpsd98e40u6svem io1fks575kklxafq4fwjccmz5d3pmq5ynxk5h6h0v io15npzu93ug8r3zdeysppnyrcdu2xssz0lcam9l9
    io1gh7xfrsnj6p5uqgjpk9xq6jg9na28aewgp7a9v io1nyjs526mnqcsx4twa7nptkg08eclsw5c2dywp4 io1jafqlvntcxgyp6e0uxctt3tljzc3vyv5hg4ukh
    io1z7mjef7w528nasnsafan0rp6yuvkvq405l6r8j io1cup9k8hl8fp40vrj29ex8djc346780dk223end io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg9
    io10kyvvzu08pjeylymq4umknjal25ea3ptfknrpf io18mvepyxkcd5jkyplfqn27ydkpsendrey3xe2l8 io1nz40npqa3yvek4zdasmqaetl2j4h6urejfkera
    io1m7p9yrejngxyvxhvn7p9g9uwlvd7uuamg8wcjd io1cwwm08dwv9phh3wt5vsdhu9gcypw9q2sc7pl9s io14aj46jjmtt83vts9syhrs9st80czumg40cjasl
    """)
}
