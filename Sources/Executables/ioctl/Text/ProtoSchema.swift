/// The names of the fields of a message, as far as its text form needs them.
struct ProtoSchema: Sendable {
  /// A field's name and what is in it.
  struct Field: Sendable {
    let name: String
    let kind: Kind
  }

  /// What a field holds.
  enum Kind: Sendable {
    case number
    case text
    case message(@Sendable () -> ProtoSchema)
    case choice([UInt64: String])
  }

  /// The fields by number.
  let fields: [UInt64: Field]

  private init(_ fields: [UInt64: (String, Kind)]) { self.fields = fields.mapValues { Field(name: $0.0, kind: $0.1) } }

  /// What a sender signs.
  static let actionCore = ProtoSchema([
    1: ("version", .number), 2: ("nonce", .number), 3: ("gasLimit", .number), 4: ("gasPrice", .text),
    11: ("vote", .message { vote }), 13: ("startSubChain", .message { startSubChain }), 14: ("stopSubChain", .message { stopSubChain }),
    15: ("putBlock", .message { putBlock }), 16: ("createDeposit", .message { createDeposit }),
    17: ("settleDeposit", .message { settleDeposit }), 18: ("createPlumChain", .message { ProtoSchema([:]) }),
    19: ("terminatePlumChain", .message { ProtoSchema([1: ("subChainAddress", .text)]) }), 20: ("plumPutBlock", .message { plumPutBlock }),
    21: ("plumCreateDeposit", .message { ProtoSchema([1: ("subChainAddress", .text), 2: ("amount", .text), 3: ("recipient", .text)]) }),
    22: ("plumStartExit", .message { plumStartExit }), 23: ("plumChallengeExit", .message { plumChallengeExit }),
    24: ("plumResponseChallengeExit", .message { plumResponse }),
    25: ("plumFinalizeExit", .message { ProtoSchema([1: ("subChainAddress", .text), 2: ("coinID", .number)]) }),
    26: ("plumSettleDeposit", .message { ProtoSchema([1: ("coinID", .number)]) }), 27: ("plumTransfer", .message { plumTransfer }),
    30: ("depositToRewardingFund", .message { amountAndData }), 31: ("claimFromRewardingFund", .message { amountAndData }),
    32: ("grantReward", .message { grantReward }),
  ])

  /// A node's build.
  static let serverMeta = ProtoSchema([
    1: ("packageVersion", .text), 2: ("packageCommitID", .text), 3: ("gitStatus", .text), 4: ("goVersion", .text), 5: ("buildTime", .text),
  ])

  private static let amountAndData = ProtoSchema([1: ("amount", .text), 2: ("data", .text)])
  private static let timestamp = ProtoSchema([1: ("seconds", .number), 2: ("nanos", .number)])
  private static let vote = ProtoSchema([1: ("timestamp", .message { timestamp }), 2: ("voteeAddress", .text)])
  private static let grantReward = ProtoSchema([1: ("type", .choice([0: "BlockReward", 1: "EpochReward"])), 2: ("height", .number)])
  private static let startSubChain = ProtoSchema([
    1: ("chainID", .number), 2: ("securityDeposit", .text), 3: ("operationDeposit", .text), 4: ("startHeight", .number),
    5: ("parentHeightOffset", .number),
  ])
  private static let stopSubChain = ProtoSchema([1: ("chainID", .number), 2: ("stopHeight", .number), 3: ("subChainAddress", .text)])
  private static let putBlock = ProtoSchema([
    1: ("subChainAddress", .text), 2: ("height", .number),
    3: ("roots", .message { ProtoSchema([1: ("name", .text), 2: ("value", .text)]) }),
  ])
  private static let createDeposit = ProtoSchema([1: ("chainID", .number), 2: ("amount", .text), 3: ("recipient", .text)])
  private static let settleDeposit = ProtoSchema([1: ("amount", .text), 2: ("recipient", .text), 3: ("index", .number)])
  private static let plumPutBlock = ProtoSchema([
    1: ("subChainAddress", .text), 2: ("height", .number),
    3: ("roots", .message { ProtoSchema([1: ("key", .text), 2: ("value", .text)]) }),
  ])
  private static let plumStartExit = ProtoSchema([
    1: ("subChainAddress", .text), 2: ("previousTransfer", .text), 3: ("previousTransferBlockProof", .text),
    4: ("previousTransferBlockHeight", .number), 5: ("exitTransfer", .text), 6: ("exitTransferBlockProof", .text),
    7: ("exitTransferBlockHeight", .number),
  ])
  private static let plumChallengeExit = ProtoSchema([
    1: ("subChainAddress", .text), 2: ("coinID", .number), 3: ("challengeTransfer", .text), 4: ("challengeTransferBlockProof", .text),
    5: ("challengeTransferBlockHeight", .number),
  ])
  private static let plumResponse = ProtoSchema([
    1: ("subChainAddress", .text), 2: ("coinID", .number), 3: ("challengeTransfer", .text), 4: ("responseTransfer", .text),
    5: ("responseTransferBlockProof", .text), 6: ("previousTransferBlockHeight", .number),
  ])
  private static let plumTransfer = ProtoSchema([
    1: ("coinID", .number), 2: ("denomination", .text), 3: ("owner", .text), 4: ("recipient", .text),
  ])
}
