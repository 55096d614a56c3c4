import Primitives

extension Genesis {
  /// The genesis that v0.5.0 of the reference has built in, over which genesis files are merged: 27 published test accounts with 100
  /// million IOTX each, of which the first 24 are delegates, and the legacy vote protocol.
  ///
  /// The keys of these accounts are public (they are in the reference's source); mainnet got the accounts by accident and burned their
  /// balances on 2019-04-23. Source: blockchain/genesis/genesis.go, `initDefaultConfig`, and test/identityset.
  public static let reference = Genesis(
    trusting: Blockchain(
      timestamp: 1_546_329_600, blockGasLimit: 20_000_000, actionGasLimit: 5_000_000, blockInterval: .seconds(10), numSubEpochs: 2,
      numDelegates: 24, numCandidateDelegates: 36, timeBasedRotation: false),
    Account(testAccounts.map { Account.InitialBalance(address: $0, balance: testAccountBalance) }),
    Poll(delegates: testAccounts.prefix(24).map(testDelegate)),
    Rewarding(
      initBalance: Rau.iotx(1_200_000_000).value, blockReward: Rau.iotx(16).value, epochReward: Rau.iotx(300_000).value,
      numDelegatesForEpochReward: 100, exemptAddrsFromEpochReward: [], foundationBonus: Rau.iotx(2_880).value,
      numDelegatesForFoundationBonus: 36, foundationBonusLastEpoch: 365, productivityThreshold: 0))

  /// The accounts of the reference's published test keys, in its order.
  static let testAccounts = EmbeddedAddresses.list(
    """
    io1juvx5g063eu4ts832nukp4vgcwk2gnc5cu9ayd io1llupp3n8q5x8usnr5w08j6hc6hn55x64l46rr7 io1hh97f273nhxcq8ajzcpujtt7p9pqyndfmavn9r
    io1ph0u2psnd7muq5xv9623rmxdsxc4uapxhzpg02 io19kshh892255x4h5ularvr3q3al2v8cgl80fqrt io1fxzh50pa6qc6x5cprgmgw4qrp5vw97zk5pxt3q
    io1xuavja5dwde8pvy4yms06yyncad4yavghjhwra io1eq4ehs6xx6zj9gcsax7h3qydwlxut9xcfcjras io13sj9mzpewn25ymheukte4v39hvjdtrfp00mlyv
    io158hyzrmf4a8xll7gfc8xnwlv70jgp44tzy5nvd io1jh0ekmccywfkmj7e8qsuzsupnlk3w5337hjjg2 io1vrl48nsdm8jaujccd9cx4ve23cskr0ys6urx92
    io10a298zmzvrt4guq79a9f4x7qedj59y7ery84he io1cl6rl2ev5dfa988qmgzg2x4hfazmp9vn2g66ng io1ed52svvdun2qv8sf2m0xnynuxfaulv6jlww7ur
    io1skmqp33qme8knyw0fzgt9takwrc2nvz4sevk5c io1l3wc0smczyay8xq747e2hw63mzg3ctp6uf8wsg io1q4tdrahguffdu4e9j9aj4f38p2nee0r9vlhx7s
    io15flratm0nhh5xpxz2lznrrpmnwteyd86hxdtj0 io1znka733xefxjjw2wqddegplwtefun0mfdmz7dw io1cdqx6p5rquudxuewflfndpcl0l8t5aezen9slr
    io14gnqxf9dpkn05g337rl7eyt2nxasphf5m6n0rd io1ns7y0pxmklk8ceattty6n7makpw76u770u5avy io1yhvu38epz5vmkjaclp45a7t08r27slmcc0zjzh
    io19d0p3ah4g8ww9d7kcxfq87yxe7fnr8rpth5shj io1k9y4a9juk45zaqwvjmhtz6yjc68twqds4qcvzv io1v3gkc49d5vwtdfdka2ekjl3h468egun8e43r7z
    """)

  /// The balance of each of ``testAccounts``: 100 million IOTX.
  static let testAccountBalance = Rau.iotx(100_000_000).value

  /// One of ``testAccounts`` as a delegate.
  static func testDelegate(_ address: Address) -> Poll.Delegate {
    Poll.Delegate(operatorAddress: address, rewardAddress: address, votes: testAccountBalance)
  }
}
