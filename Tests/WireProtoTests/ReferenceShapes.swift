/// The shapes of the protocol, one fact a line, as the test renders a descriptor.
///
/// - `message NAME`
/// - `MESSAGE NUMBER [repeated] TYPE FIELD [in ONEOF]`
/// - `ENUM = NUMBER CASE`
/// - `SERVICE METHOD INPUT -> [stream] OUTPUT`
enum ReferenceShapes {
  /// Everything in the descriptors compiled into iotex-core v0.5.0 (packages iotextypes, iotexrpc, iotexapi).
  static let reference = """
    message iotextypes.Transfer
    iotextypes.Transfer 1 string amount
    iotextypes.Transfer 2 string recipient
    iotextypes.Transfer 3 bytes payload
    message iotextypes.Vote
    iotextypes.Vote 1 google.protobuf.Timestamp timestamp
    iotextypes.Vote 2 string voteeAddress
    message iotextypes.Candidate
    iotextypes.Candidate 1 string address
    iotextypes.Candidate 2 bytes votes
    iotextypes.Candidate 3 bytes pubKey
    iotextypes.Candidate 4 string rewardAddress
    message iotextypes.CandidateList
    iotextypes.CandidateList 1 repeated iotextypes.Candidate candidates
    message iotextypes.PutPollResult
    iotextypes.PutPollResult 1 uint64 height
    iotextypes.PutPollResult 2 iotextypes.CandidateList candidates
    message iotextypes.Execution
    iotextypes.Execution 1 string amount
    iotextypes.Execution 2 string contract
    iotextypes.Execution 3 bytes data
    message iotextypes.StartSubChain
    iotextypes.StartSubChain 1 uint32 chainID
    iotextypes.StartSubChain 2 string securityDeposit
    iotextypes.StartSubChain 3 string operationDeposit
    iotextypes.StartSubChain 4 uint64 startHeight
    iotextypes.StartSubChain 5 uint64 parentHeightOffset
    message iotextypes.StopSubChain
    iotextypes.StopSubChain 1 uint32 chainID
    iotextypes.StopSubChain 2 uint64 stopHeight
    iotextypes.StopSubChain 3 string subChainAddress
    message iotextypes.MerkleRoot
    iotextypes.MerkleRoot 1 string name
    iotextypes.MerkleRoot 2 bytes value
    message iotextypes.PutBlock
    iotextypes.PutBlock 1 string subChainAddress
    iotextypes.PutBlock 2 uint64 height
    iotextypes.PutBlock 3 repeated iotextypes.MerkleRoot roots
    message iotextypes.CreateDeposit
    iotextypes.CreateDeposit 1 uint32 chainID
    iotextypes.CreateDeposit 2 string amount
    iotextypes.CreateDeposit 3 string recipient
    message iotextypes.SettleDeposit
    iotextypes.SettleDeposit 1 string amount
    iotextypes.SettleDeposit 2 string recipient
    iotextypes.SettleDeposit 3 uint64 index
    message iotextypes.CreatePlumChain
    message iotextypes.TerminatePlumChain
    iotextypes.TerminatePlumChain 1 string subChainAddress
    message iotextypes.PlumPutBlock
    iotextypes.PlumPutBlock 1 string subChainAddress
    iotextypes.PlumPutBlock 2 uint64 height
    iotextypes.PlumPutBlock 3 repeated iotextypes.PlumPutBlock.RootsEntry roots
    message iotextypes.PlumPutBlock.RootsEntry
    iotextypes.PlumPutBlock.RootsEntry 1 string key
    iotextypes.PlumPutBlock.RootsEntry 2 bytes value
    message iotextypes.PlumCreateDeposit
    iotextypes.PlumCreateDeposit 1 string subChainAddress
    iotextypes.PlumCreateDeposit 2 string amount
    iotextypes.PlumCreateDeposit 3 string recipient
    message iotextypes.PlumStartExit
    iotextypes.PlumStartExit 1 string subChainAddress
    iotextypes.PlumStartExit 2 bytes previousTransfer
    iotextypes.PlumStartExit 3 bytes previousTransferBlockProof
    iotextypes.PlumStartExit 4 uint64 previousTransferBlockHeight
    iotextypes.PlumStartExit 5 bytes exitTransfer
    iotextypes.PlumStartExit 6 bytes exitTransferBlockProof
    iotextypes.PlumStartExit 7 uint64 exitTransferBlockHeight
    message iotextypes.PlumChallengeExit
    iotextypes.PlumChallengeExit 1 string subChainAddress
    iotextypes.PlumChallengeExit 2 uint64 coinID
    iotextypes.PlumChallengeExit 3 bytes challengeTransfer
    iotextypes.PlumChallengeExit 4 bytes challengeTransferBlockProof
    iotextypes.PlumChallengeExit 5 uint64 challengeTransferBlockHeight
    message iotextypes.PlumResponseChallengeExit
    iotextypes.PlumResponseChallengeExit 1 string subChainAddress
    iotextypes.PlumResponseChallengeExit 2 uint64 coinID
    iotextypes.PlumResponseChallengeExit 3 bytes challengeTransfer
    iotextypes.PlumResponseChallengeExit 4 bytes responseTransfer
    iotextypes.PlumResponseChallengeExit 5 bytes responseTransferBlockProof
    iotextypes.PlumResponseChallengeExit 6 uint64 previousTransferBlockHeight
    message iotextypes.PlumFinalizeExit
    iotextypes.PlumFinalizeExit 1 string subChainAddress
    iotextypes.PlumFinalizeExit 2 uint64 coinID
    message iotextypes.PlumSettleDeposit
    iotextypes.PlumSettleDeposit 1 uint64 coinID
    message iotextypes.PlumTransfer
    iotextypes.PlumTransfer 1 uint64 coinID
    iotextypes.PlumTransfer 2 bytes denomination
    iotextypes.PlumTransfer 3 string owner
    iotextypes.PlumTransfer 4 string recipient
    message iotextypes.ActionCore
    iotextypes.ActionCore 1 uint32 version
    iotextypes.ActionCore 2 uint64 nonce
    iotextypes.ActionCore 3 uint64 gasLimit
    iotextypes.ActionCore 4 string gasPrice
    iotextypes.ActionCore 10 iotextypes.Transfer transfer in action
    iotextypes.ActionCore 11 iotextypes.Vote vote in action
    iotextypes.ActionCore 12 iotextypes.Execution execution in action
    iotextypes.ActionCore 13 iotextypes.StartSubChain startSubChain in action
    iotextypes.ActionCore 14 iotextypes.StopSubChain stopSubChain in action
    iotextypes.ActionCore 15 iotextypes.PutBlock putBlock in action
    iotextypes.ActionCore 16 iotextypes.CreateDeposit createDeposit in action
    iotextypes.ActionCore 17 iotextypes.SettleDeposit settleDeposit in action
    iotextypes.ActionCore 18 iotextypes.CreatePlumChain createPlumChain in action
    iotextypes.ActionCore 19 iotextypes.TerminatePlumChain terminatePlumChain in action
    iotextypes.ActionCore 20 iotextypes.PlumPutBlock plumPutBlock in action
    iotextypes.ActionCore 21 iotextypes.PlumCreateDeposit plumCreateDeposit in action
    iotextypes.ActionCore 22 iotextypes.PlumStartExit plumStartExit in action
    iotextypes.ActionCore 23 iotextypes.PlumChallengeExit plumChallengeExit in action
    iotextypes.ActionCore 24 iotextypes.PlumResponseChallengeExit plumResponseChallengeExit in action
    iotextypes.ActionCore 25 iotextypes.PlumFinalizeExit plumFinalizeExit in action
    iotextypes.ActionCore 26 iotextypes.PlumSettleDeposit plumSettleDeposit in action
    iotextypes.ActionCore 27 iotextypes.PlumTransfer plumTransfer in action
    iotextypes.ActionCore 30 iotextypes.DepositToRewardingFund depositToRewardingFund in action
    iotextypes.ActionCore 31 iotextypes.ClaimFromRewardingFund claimFromRewardingFund in action
    iotextypes.ActionCore 32 iotextypes.GrantReward grantReward in action
    iotextypes.ActionCore 50 iotextypes.PutPollResult putPollResult in action
    message iotextypes.Action
    iotextypes.Action 1 iotextypes.ActionCore core
    iotextypes.Action 2 bytes senderPubKey
    iotextypes.Action 3 bytes signature
    message iotextypes.Receipt
    iotextypes.Receipt 1 uint64 status
    iotextypes.Receipt 2 uint64 blkHeight
    iotextypes.Receipt 3 bytes actHash
    iotextypes.Receipt 4 uint64 gasConsumed
    iotextypes.Receipt 5 string contractAddress
    iotextypes.Receipt 6 repeated iotextypes.Log logs
    message iotextypes.Log
    iotextypes.Log 1 string contractAddress
    iotextypes.Log 2 repeated bytes topics
    iotextypes.Log 3 bytes data
    iotextypes.Log 4 uint64 blkHeight
    iotextypes.Log 5 bytes actHash
    iotextypes.Log 6 uint32 index
    message iotextypes.DepositToRewardingFund
    iotextypes.DepositToRewardingFund 1 string amount
    iotextypes.DepositToRewardingFund 2 bytes data
    message iotextypes.ClaimFromRewardingFund
    iotextypes.ClaimFromRewardingFund 1 string amount
    iotextypes.ClaimFromRewardingFund 2 bytes data
    message iotextypes.GrantReward
    iotextypes.GrantReward 1 iotextypes.RewardType type
    iotextypes.GrantReward 2 uint64 height
    iotextypes.RewardType = 0 BlockReward
    iotextypes.RewardType = 1 EpochReward
    message iotextypes.BlockHeader
    iotextypes.BlockHeader 1 iotextypes.BlockHeaderCore core
    iotextypes.BlockHeader 2 bytes producerPubkey
    iotextypes.BlockHeader 3 bytes signature
    message iotextypes.BlockHeaderCore
    iotextypes.BlockHeaderCore 1 uint32 version
    iotextypes.BlockHeaderCore 2 uint64 height
    iotextypes.BlockHeaderCore 3 google.protobuf.Timestamp timestamp
    iotextypes.BlockHeaderCore 4 bytes prevBlockHash
    iotextypes.BlockHeaderCore 5 bytes txRoot
    iotextypes.BlockHeaderCore 6 bytes deltaStateDigest
    iotextypes.BlockHeaderCore 7 bytes receiptRoot
    message iotextypes.BlockFooter
    iotextypes.BlockFooter 1 repeated iotextypes.Endorsement endorsements
    iotextypes.BlockFooter 2 google.protobuf.Timestamp timestamp
    message iotextypes.BlockBody
    iotextypes.BlockBody 1 repeated iotextypes.Action actions
    message iotextypes.Block
    iotextypes.Block 1 iotextypes.BlockHeader header
    iotextypes.Block 2 iotextypes.BlockBody body
    iotextypes.Block 3 iotextypes.BlockFooter footer
    message iotextypes.Receipts
    iotextypes.Receipts 1 repeated iotextypes.Receipt receipts
    message iotextypes.EpochData
    iotextypes.EpochData 1 uint64 num
    iotextypes.EpochData 2 uint64 height
    iotextypes.EpochData 3 uint64 gravityChainStartHeight
    message iotextypes.ChainMeta
    iotextypes.ChainMeta 1 uint64 height
    iotextypes.ChainMeta 2 int64 numActions
    iotextypes.ChainMeta 3 int64 tps
    iotextypes.ChainMeta 4 iotextypes.EpochData epoch
    message iotextypes.BlockMeta
    iotextypes.BlockMeta 1 string hash
    iotextypes.BlockMeta 2 uint64 height
    iotextypes.BlockMeta 3 google.protobuf.Timestamp timestamp
    iotextypes.BlockMeta 4 int64 numActions
    iotextypes.BlockMeta 5 string producerAddress
    iotextypes.BlockMeta 6 string transferAmount
    iotextypes.BlockMeta 7 string txRoot
    iotextypes.BlockMeta 8 string receiptRoot
    iotextypes.BlockMeta 9 string deltaStateDigest
    message iotextypes.AccountMeta
    iotextypes.AccountMeta 1 string address
    iotextypes.AccountMeta 2 string balance
    iotextypes.AccountMeta 3 uint64 nonce
    iotextypes.AccountMeta 4 uint64 pendingNonce
    iotextypes.AccountMeta 5 uint64 numActions
    message iotextypes.Endorsement
    iotextypes.Endorsement 1 google.protobuf.Timestamp timestamp
    iotextypes.Endorsement 2 bytes endorser
    iotextypes.Endorsement 3 bytes signature
    message iotextypes.BlockProposal
    iotextypes.BlockProposal 1 iotextypes.Block block
    iotextypes.BlockProposal 2 repeated iotextypes.Endorsement endorsements
    message iotextypes.ConsensusVote
    iotextypes.ConsensusVote 1 bytes blockHash
    iotextypes.ConsensusVote 2 iotextypes.ConsensusVote.Topic topic
    iotextypes.ConsensusVote.Topic = 0 PROPOSAL
    iotextypes.ConsensusVote.Topic = 1 LOCK
    iotextypes.ConsensusVote.Topic = 2 COMMIT
    message iotextypes.ConsensusMessage
    iotextypes.ConsensusMessage 1 uint64 height
    iotextypes.ConsensusMessage 2 iotextypes.Endorsement endorsement
    iotextypes.ConsensusMessage 100 iotextypes.BlockProposal blockProposal in msg
    iotextypes.ConsensusMessage 101 iotextypes.ConsensusVote vote in msg
    message iotextypes.Genesis
    iotextypes.Genesis 1 iotextypes.GenesisBlockchain blockchain
    iotextypes.Genesis 2 iotextypes.GenesisAccount account
    iotextypes.Genesis 3 iotextypes.GenesisPoll poll
    iotextypes.Genesis 4 iotextypes.GenesisRewarding rewarding
    message iotextypes.GenesisBlockchain
    iotextypes.GenesisBlockchain 1 int64 timestamp
    iotextypes.GenesisBlockchain 2 uint64 blockGasLimit
    iotextypes.GenesisBlockchain 3 uint64 actionGasLimit
    iotextypes.GenesisBlockchain 4 int64 blockInterval
    iotextypes.GenesisBlockchain 5 uint64 numSubEpochs
    iotextypes.GenesisBlockchain 6 uint64 numDelegates
    iotextypes.GenesisBlockchain 7 uint64 numCandidateDelegates
    iotextypes.GenesisBlockchain 8 bool timeBasedRotation
    message iotextypes.GenesisAccount
    iotextypes.GenesisAccount 1 repeated string initBalanceAddrs
    iotextypes.GenesisAccount 2 repeated string initBalances
    message iotextypes.GenesisPoll
    iotextypes.GenesisPoll 1 bool enableGravityChainVoting
    iotextypes.GenesisPoll 2 uint64 gravityChainStartHeight
    iotextypes.GenesisPoll 3 string registerContractAddress
    iotextypes.GenesisPoll 4 string stakingContractAddress
    iotextypes.GenesisPoll 5 string voteThreshold
    iotextypes.GenesisPoll 6 string scoreThreshold
    iotextypes.GenesisPoll 7 string selfStakingThreshold
    iotextypes.GenesisPoll 8 repeated iotextypes.GenesisDelegate delegates
    message iotextypes.GenesisDelegate
    iotextypes.GenesisDelegate 1 string operatorAddr
    iotextypes.GenesisDelegate 2 string rewardAddr
    iotextypes.GenesisDelegate 3 string votes
    message iotextypes.GenesisRewarding
    iotextypes.GenesisRewarding 1 string initAdminAddr
    iotextypes.GenesisRewarding 2 string initBalance
    iotextypes.GenesisRewarding 3 string blockReward
    iotextypes.GenesisRewarding 4 string epochReward
    iotextypes.GenesisRewarding 5 uint64 numDelegatesForEpochReward
    iotextypes.GenesisRewarding 6 string foundationBonus
    iotextypes.GenesisRewarding 7 uint64 numDelegatesForFoundationBonus
    iotextypes.GenesisRewarding 8 uint64 foundationBonusLastEpoch
    iotextypes.GenesisRewarding 9 uint64 productivityThreshold
    message iotextypes.ServerMeta
    iotextypes.ServerMeta 1 string packageVersion
    iotextypes.ServerMeta 2 string packageCommitID
    iotextypes.ServerMeta 3 string gitStatus
    iotextypes.ServerMeta 4 string goVersion
    iotextypes.ServerMeta 5 string buildTime
    message iotexrpc.BlockSync
    iotexrpc.BlockSync 2 uint64 start
    iotexrpc.BlockSync 3 uint64 end
    message iotexrpc.BroadcastMsg
    iotexrpc.BroadcastMsg 1 uint32 chain_id
    iotexrpc.BroadcastMsg 2 iotexrpc.MessageType msg_type
    iotexrpc.BroadcastMsg 3 bytes msg_body
    iotexrpc.BroadcastMsg 4 string peer_id
    iotexrpc.BroadcastMsg 5 google.protobuf.Timestamp timestamp
    message iotexrpc.UnicastMsg
    iotexrpc.UnicastMsg 1 uint32 chain_id
    iotexrpc.UnicastMsg 2 string addr
    iotexrpc.UnicastMsg 3 iotexrpc.MessageType msg_type
    iotexrpc.UnicastMsg 4 bytes msg_body
    iotexrpc.UnicastMsg 5 string peer_id
    iotexrpc.UnicastMsg 6 google.protobuf.Timestamp timestamp
    iotexrpc.MessageType = 0 UNKNOWN
    iotexrpc.MessageType = 1 ACTION
    iotexrpc.MessageType = 2 BLOCK
    iotexrpc.MessageType = 3 CONSENSUS
    iotexrpc.MessageType = 4 BLOCK_REQUEST
    iotexrpc.MessageType = 10001 TEST
    message iotexapi.GetAccountRequest
    iotexapi.GetAccountRequest 1 string address
    message iotexapi.GetAccountResponse
    iotexapi.GetAccountResponse 1 iotextypes.AccountMeta accountMeta
    message iotexapi.GetActionsRequest
    iotexapi.GetActionsRequest 1 iotexapi.GetActionsByIndexRequest byIndex in lookup
    iotexapi.GetActionsRequest 2 iotexapi.GetActionByHashRequest byHash in lookup
    iotexapi.GetActionsRequest 3 iotexapi.GetActionsByAddressRequest byAddr in lookup
    iotexapi.GetActionsRequest 4 iotexapi.GetUnconfirmedActionsByAddressRequest unconfirmedByAddr in lookup
    iotexapi.GetActionsRequest 5 iotexapi.GetActionsByBlockRequest byBlk in lookup
    message iotexapi.GetActionsByIndexRequest
    iotexapi.GetActionsByIndexRequest 1 uint64 start
    iotexapi.GetActionsByIndexRequest 2 uint64 count
    message iotexapi.GetActionByHashRequest
    iotexapi.GetActionByHashRequest 1 string actionHash
    iotexapi.GetActionByHashRequest 2 bool checkPending
    message iotexapi.GetActionsByAddressRequest
    iotexapi.GetActionsByAddressRequest 1 string address
    iotexapi.GetActionsByAddressRequest 2 uint64 start
    iotexapi.GetActionsByAddressRequest 3 uint64 count
    message iotexapi.GetUnconfirmedActionsByAddressRequest
    iotexapi.GetUnconfirmedActionsByAddressRequest 1 string address
    iotexapi.GetUnconfirmedActionsByAddressRequest 2 uint64 start
    iotexapi.GetUnconfirmedActionsByAddressRequest 3 uint64 count
    message iotexapi.GetActionsByBlockRequest
    iotexapi.GetActionsByBlockRequest 1 string blkHash
    iotexapi.GetActionsByBlockRequest 2 uint64 start
    iotexapi.GetActionsByBlockRequest 3 uint64 count
    message iotexapi.ActionInfo
    iotexapi.ActionInfo 1 iotextypes.Action action
    iotexapi.ActionInfo 2 string actHash
    iotexapi.ActionInfo 3 string blkHash
    iotexapi.ActionInfo 4 google.protobuf.Timestamp timestamp
    message iotexapi.ReceiptInfo
    iotexapi.ReceiptInfo 1 iotextypes.Receipt receipt
    iotexapi.ReceiptInfo 2 string blkHash
    message iotexapi.BlockProducerInfo
    iotexapi.BlockProducerInfo 1 string address
    iotexapi.BlockProducerInfo 2 string votes
    iotexapi.BlockProducerInfo 3 bool active
    iotexapi.BlockProducerInfo 4 uint64 production
    message iotexapi.GetActionsResponse
    iotexapi.GetActionsResponse 1 repeated iotexapi.ActionInfo actionInfo
    message iotexapi.GetBlockMetasRequest
    iotexapi.GetBlockMetasRequest 1 iotexapi.GetBlockMetasByIndexRequest byIndex in lookup
    iotexapi.GetBlockMetasRequest 2 iotexapi.GetBlockMetaByHashRequest byHash in lookup
    message iotexapi.GetBlockMetasByIndexRequest
    iotexapi.GetBlockMetasByIndexRequest 1 uint64 start
    iotexapi.GetBlockMetasByIndexRequest 2 uint64 count
    message iotexapi.GetBlockMetaByHashRequest
    iotexapi.GetBlockMetaByHashRequest 1 string blkHash
    message iotexapi.GetBlockMetasResponse
    iotexapi.GetBlockMetasResponse 1 repeated iotextypes.BlockMeta blkMetas
    message iotexapi.GetChainMetaRequest
    message iotexapi.GetChainMetaResponse
    iotexapi.GetChainMetaResponse 1 iotextypes.ChainMeta chainMeta
    message iotexapi.GetServerMetaRequest
    message iotexapi.GetServerMetaResponse
    iotexapi.GetServerMetaResponse 1 iotextypes.ServerMeta serverMeta
    message iotexapi.SendActionRequest
    iotexapi.SendActionRequest 1 iotextypes.Action action
    message iotexapi.SendActionResponse
    iotexapi.SendActionResponse 1 string actionHash
    message iotexapi.GetReceiptByActionRequest
    iotexapi.GetReceiptByActionRequest 1 string actionHash
    message iotexapi.GetReceiptByActionResponse
    iotexapi.GetReceiptByActionResponse 1 iotexapi.ReceiptInfo receiptInfo
    message iotexapi.ReadContractRequest
    iotexapi.ReadContractRequest 1 iotextypes.Action action
    message iotexapi.ReadContractResponse
    iotexapi.ReadContractResponse 1 string data
    iotexapi.ReadContractResponse 2 iotextypes.Receipt receipt
    message iotexapi.SuggestGasPriceRequest
    message iotexapi.SuggestGasPriceResponse
    iotexapi.SuggestGasPriceResponse 1 uint64 gasPrice
    message iotexapi.EstimateGasForActionRequest
    iotexapi.EstimateGasForActionRequest 1 iotextypes.Action action
    message iotexapi.EstimateGasForActionResponse
    iotexapi.EstimateGasForActionResponse 1 uint64 gas
    message iotexapi.ReadStateRequest
    iotexapi.ReadStateRequest 1 bytes protocolID
    iotexapi.ReadStateRequest 2 bytes methodName
    iotexapi.ReadStateRequest 3 repeated bytes arguments
    message iotexapi.ReadStateResponse
    iotexapi.ReadStateResponse 1 bytes data
    message iotexapi.GetEpochMetaRequest
    iotexapi.GetEpochMetaRequest 1 uint64 epochNumber
    message iotexapi.GetEpochMetaResponse
    iotexapi.GetEpochMetaResponse 1 iotextypes.EpochData epochData
    iotexapi.GetEpochMetaResponse 2 uint64 totalBlocks
    iotexapi.GetEpochMetaResponse 3 repeated iotexapi.BlockProducerInfo blockProducersInfo
    iotexapi.APIService GetAccount iotexapi.GetAccountRequest -> iotexapi.GetAccountResponse
    iotexapi.APIService GetActions iotexapi.GetActionsRequest -> iotexapi.GetActionsResponse
    iotexapi.APIService GetBlockMetas iotexapi.GetBlockMetasRequest -> iotexapi.GetBlockMetasResponse
    iotexapi.APIService GetChainMeta iotexapi.GetChainMetaRequest -> iotexapi.GetChainMetaResponse
    iotexapi.APIService GetServerMeta iotexapi.GetServerMetaRequest -> iotexapi.GetServerMetaResponse
    iotexapi.APIService SendAction iotexapi.SendActionRequest -> iotexapi.SendActionResponse
    iotexapi.APIService GetReceiptByAction iotexapi.GetReceiptByActionRequest -> iotexapi.GetReceiptByActionResponse
    iotexapi.APIService ReadContract iotexapi.ReadContractRequest -> iotexapi.ReadContractResponse
    iotexapi.APIService SuggestGasPrice iotexapi.SuggestGasPriceRequest -> iotexapi.SuggestGasPriceResponse
    iotexapi.APIService EstimateGasForAction iotexapi.EstimateGasForActionRequest -> iotexapi.EstimateGasForActionResponse
    iotexapi.APIService ReadState iotexapi.ReadStateRequest -> iotexapi.ReadStateResponse
    iotexapi.APIService GetEpochMeta iotexapi.GetEpochMetaRequest -> iotexapi.GetEpochMetaResponse
    """

  /// What is added here, in the shapes of the later protocol.
  static let additions = """
    iotextypes.Log 7 bytes blkHash
    iotextypes.Log 8 uint32 txIndex
    message iotextypes.BlockIdentifier
    iotextypes.BlockIdentifier 1 string hash
    iotextypes.BlockIdentifier 2 uint64 height
    message iotextypes.TransactionLog
    iotextypes.TransactionLog 1 bytes actionHash
    iotextypes.TransactionLog 2 uint64 numTransactions
    iotextypes.TransactionLog 3 repeated iotextypes.TransactionLog.Transaction transactions
    message iotextypes.TransactionLog.Transaction
    iotextypes.TransactionLog.Transaction 1 bytes topic
    iotextypes.TransactionLog.Transaction 2 string amount
    iotextypes.TransactionLog.Transaction 3 string sender
    iotextypes.TransactionLog.Transaction 4 string recipient
    iotextypes.TransactionLog.Transaction 5 iotextypes.TransactionLogType type
    message iotextypes.TransactionLogs
    iotextypes.TransactionLogs 1 repeated iotextypes.TransactionLog logs
    iotextypes.TransactionLogType = 0 IN_CONTRACT_TRANSFER
    iotextypes.TransactionLogType = 1 WITHDRAW_BUCKET
    iotextypes.TransactionLogType = 2 CREATE_BUCKET
    iotextypes.TransactionLogType = 3 DEPOSIT_TO_BUCKET
    iotextypes.TransactionLogType = 4 CANDIDATE_SELF_STAKE
    iotextypes.TransactionLogType = 5 CANDIDATE_REGISTRATION_FEE
    iotextypes.TransactionLogType = 6 GAS_FEE
    iotextypes.TransactionLogType = 7 NATIVE_TRANSFER
    iotextypes.TransactionLogType = 8 DEPOSIT_TO_REWARDING_FUND
    iotextypes.TransactionLogType = 9 CLAIM_FROM_REWARDING_FUND
    iotextypes.TransactionLogType = 10 BLOB_FEE
    iotextypes.TransactionLogType = 11 PRIORITY_FEE
    message iotexapi.BlockInfo
    iotexapi.BlockInfo 1 iotextypes.Block block
    iotexapi.BlockInfo 2 repeated iotextypes.Receipt receipts
    iotexapi.BlockInfo 3 iotextypes.TransactionLogs transactionLogs
    message iotexapi.GetRawBlocksRequest
    iotexapi.GetRawBlocksRequest 1 uint64 startHeight
    iotexapi.GetRawBlocksRequest 2 uint64 count
    iotexapi.GetRawBlocksRequest 3 bool withReceipts
    iotexapi.GetRawBlocksRequest 4 bool withTransactionLogs
    message iotexapi.GetRawBlocksResponse
    iotexapi.GetRawBlocksResponse 1 repeated iotexapi.BlockInfo blocks
    message iotexapi.GetLogsByBlock
    iotexapi.GetLogsByBlock 1 bytes blockHash
    message iotexapi.GetLogsByRange
    iotexapi.GetLogsByRange 1 uint64 fromBlock
    iotexapi.GetLogsByRange 2 uint64 toBlock
    iotexapi.GetLogsByRange 3 uint64 paginationSize
    message iotexapi.Topics
    iotexapi.Topics 1 repeated bytes topic
    message iotexapi.LogsFilter
    iotexapi.LogsFilter 1 repeated string address
    iotexapi.LogsFilter 2 repeated iotexapi.Topics topics
    message iotexapi.GetLogsRequest
    iotexapi.GetLogsRequest 1 iotexapi.LogsFilter filter
    iotexapi.GetLogsRequest 2 iotexapi.GetLogsByBlock byBlock in lookup
    iotexapi.GetLogsRequest 3 iotexapi.GetLogsByRange byRange in lookup
    message iotexapi.GetLogsResponse
    iotexapi.GetLogsResponse 1 repeated iotextypes.Log logs
    message iotexapi.StreamBlocksRequest
    message iotexapi.StreamBlocksResponse
    iotexapi.StreamBlocksResponse 1 iotexapi.BlockInfo block
    iotexapi.StreamBlocksResponse 2 iotextypes.BlockIdentifier blockIdentifier
    iotexapi.APIService GetRawBlocks iotexapi.GetRawBlocksRequest -> iotexapi.GetRawBlocksResponse
    iotexapi.APIService GetLogs iotexapi.GetLogsRequest -> iotexapi.GetLogsResponse
    iotexapi.APIService StreamBlocks iotexapi.StreamBlocksRequest -> stream iotexapi.StreamBlocksResponse
    """
}
