import ChainCrypto
import ChainTypes
import Primitives
import Testing

@testable import Rehearsal

@Suite struct LoadTests {
  @Test func `signs actions that nodes accept`() throws {
    let account = LoadAccount(key: .random(), nonce: 7)
    let transfer = account.transfer(to: account.key.publicKey.address)
    #expect(transfer.verifySignature())
    #expect(transfer.envelope.nonce == 7)
    #expect(try transfer.envelope.payload.intrinsicGas() <= transfer.envelope.gasLimit)
    let call = account.execution(of: "", data: CounterContract.creation, gasLimit: CounterContract.gasLimit)
    #expect(call.verifySignature())
    #expect(try call.envelope.payload.intrinsicGas() < CounterContract.gasLimit)
  }

  @Test func `copies the whole contract in its creation`() {
    let creation = CounterContract.creation
    #expect(Int(creation[1]) == creation.count - 11)
    #expect(creation[11...].first == 0x33)
    #expect(creation.last == 0x00)
  }
}
