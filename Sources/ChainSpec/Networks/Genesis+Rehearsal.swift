import Primitives

extension Genesis {
  /// The second rehearsal of mainnet, from 2019-04-04.
  ///
  /// Source: genesis_mainnet.yaml of iotexproject/iotex-bootstrap at commit 6e5a4ed, merged into ``reference``. Its 24 funded accounts
  /// are the robots, the first delegates; one more address is exempt from rewards, but has no balance.
  static let rehearsal = Genesis(
    trusting: launchedBlockchain,
    reference.account.merging(robots.map { Account.InitialBalance(address: $0, balance: Rau.iotx(100_000_000).value) }),
    launchedPoll(register: "0xc8c2bc733bbf0935e9e9e080456661b96d7946c8", startHeight: 7_502_100),
    launchedRewarding(fund: 1_200_000_000, exempt: rehearsalExemptAddresses))

  private static let rehearsalExemptAddresses = EmbeddedAddresses.list(
    """
    io15fqav3tugm96ge7anckx0k4gukz5m4mqf0jpv3 io1x9kjkr0qv2fa7j4t2as8lrj223xxsqt4tl7xp7 io1ar5l5s268rtgzshltnqv88mua06ucm58dx678y
    io1xsx5n94kg2zv64r7tm8vyz9mh86amfak9ka9xx io1vtm2zgn830pn6auc2cvnchgwdaefa9gr4z0s86 io159fv8mu9d5djk8u2t0flgw4yqmt6fg98uqjka8
    io1c3r4th3zrk4uhv83a9gr4gvn3y6pzaj6mc84ea io14vmhs9c75r2ptxdaqrtk0dz7skct30pxmt69d9 io1gf08snppu2a2wfd50pjas2j6q2kcxjzqph3pep
    io1u5ff879gg2dw9vfpxr2tsmuaz07e2rea6gvl7s io1du4eq4f88n4wyc026l3gamjwetlgsg4jz7j884 io12yxdwewry70gr9fs6fphyfaky9c7gurmzk8f4f
    io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w io127ftn4ry6wgxdrw4hcd6gdwqlq70ujk98dvtw5 io1wv5m0xyermvr2n0wjx2cjsqwyk863drdl5qfyn
    io1v0q5g2f8z6l3v25krl677chdx7g5pwt9kvqfpc io1xsdegzr2hdj5sv5ad4nr0yfgpsd98e40u6svem io1fks575kklxafq4fwjccmz5d3pmq5ynxk5h6h0v
    io15npzu93ug8r3zdeysppnyrcdu2xssz0lcam9l9 io1gh7xfrsnj6p5uqgjpk9xq6jg9na28aewgp7a9v io1nyjs526mnqcsx4twa7nptkg08eclsw5c2dywp4
    io1jafqlvntcxgyp6e0uxctt3tljzc3vyv5hg4ukh io1z7mjef7w528nasnsafan0rp6yuvkvq405l6r8j io1cup9k8hl8fp40vrj29ex8djc346780dk223end
    io1scs89jur7qklzh5vfrmha3c40u8yajjx6kvzg9
    """)

  private static let robots = rehearsalExemptAddresses.filter { $0.bech32 != "io1lx53nfgq2dnzrz5ecz2ecs7vvl6qll0mkn970w" }
}
