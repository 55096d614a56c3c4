import ClientKit
import WireProto

/// `ioctl bc info`.
enum ChainInfoCommand {
  static let command = Command(use: "info", summary: "Get current block chain information", words: .exactly(0), action: run)

  private static func run(_ session: Session) async throws {
    let chain = try await session.client().chainMeta()
    session.result(
      "height:\(chain.height)  numActions:\(chain.numActions)  tps:\(chain.tps)\nepochNum:\(chain.epoch.num)  "
        + "epochStartHeight:\(chain.epoch.height)  gravityChainStartHeight:\(chain.epoch.gravityChainStartHeight)",
      [
        "height": .integer(chain.height), "numActions": .integer(chain.numActions), "tps": .integer(chain.tps),
        "epochNum": .integer(chain.epoch.num), "epochStartHeight": .integer(chain.epoch.height),
        "gravityChainStartHeight": .integer(chain.epoch.gravityChainStartHeight),
      ])
  }
}
