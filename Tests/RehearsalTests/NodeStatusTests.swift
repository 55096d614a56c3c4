import Testing

@testable import Rehearsal

@Suite struct NodeStatusTests {
  @Test func `reads heartbeat and consensus from the metrics`() throws {
    let status = try #require(
      NodeStatus(
        exposition: """
          # HELP iotex_heartbeat_status Node heartbeat status.
          # TYPE iotex_heartbeat_status gauge
          iotex_heartbeat_status{status_type="blockchainHeight",source="node"} 42
          iotex_heartbeat_status{source="node",status_type="numPeers"} 3
          iotex_heartbeat_status{status_type="actpoolSize",source="node"} 17
          iotex_consensus_round 2
          iotex_consensus_missed_rounds 5
          something_else{status_type="blockchainHeight"} 7

          """))
    #expect(status.height == 42)
    #expect(status.round == 2)
    #expect(status.peers == 3)
    #expect(status.pool == 17)
    #expect(status.missedRounds == 5)
  }

  @Test(arguments: ["", "garbage", "iotex_consensus_round 2", "iotex_heartbeat_status{status_type=\"blockchainHeight\"} x"])
  func `is nothing without a height`(text: String) {
    #expect(NodeStatus(exposition: text) == nil)
  }
}
