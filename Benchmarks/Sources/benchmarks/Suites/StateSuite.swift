import ChainCrypto
import Primitives
import State
import Storage

extension Suite {
  /// A working set over a store in memory, with the writes of a block of 500 transfers: 2,500 accounts, many of them twice.
  static let state = Suite(
    name: "State",
    benchmarks: [
      Benchmark("put 62 bytes", operations: writesOfABlock) {
        let state = try makeState()
        let (addresses, value) = (makeAddresses(), account.encoded)
        return { iterations in
          for _ in 0..<iterations {
            state.removeAll()
            for address in addresses {
              address.withUnsafeBytes { key in value.withUnsafeBytes { state.put(.account, key, $0) } }
            }
          }
        }
      },
      Benchmark("set account", operations: writesOfABlock) {
        let state = try makeState()
        let addresses = makeAddresses()
        return { iterations in
          for _ in 0..<iterations {
            state.removeAll()
            for address in addresses { state.setAccount(account, at: address) }
          }
        }
      },
      Benchmark("get, written before", operations: writesOfABlock) {
        let state = try makeState()
        let addresses = makeAddresses()
        for address in addresses { state.setAccount(account, at: address) }
        let keys = addresses.map(\.bytes)
        return { iterations in
          for _ in 0..<iterations {
            for key in keys { consume(try state.get(.account, key)) }
          }
        }
      },
      Benchmark("account, written before", operations: writesOfABlock) {
        let state = try makeState()
        let addresses = makeAddresses()
        for address in addresses { state.setAccount(account, at: address) }
        return { iterations in
          for _ in 0..<iterations {
            for address in addresses { consume(try state.account(address)) }
          }
        }
      },
      Benchmark("snapshot, 5 writes, revert") {
        let state = try makeState()
        let addresses = makeAddresses()
        return { iterations in
          state.removeAll()
          for index in 0..<iterations {
            let snapshot = state.snapshot()
            for step in 0..<5 { state.setAccount(account, at: addresses[(index + step) % addresses.count]) }
            try state.revert(to: snapshot)
          }
        }
      },
      Benchmark("digest, per byte") {
        let state = try makeState()
        for address in makeAddresses() { state.setAccount(account, at: address) }
        return { iterations in
          for _ in 0..<(iterations + state.digestByteCount - 1) / state.digestByteCount { consume(state.digest) }
        }
      },
    ])
}

/// Five writes for each of 500 transfers.
private let writesOfABlock = 2500

/// An account as most are.
private let account = Account(nonce: 12_345, balance: U256(w0: 0x1f2e_3d4c_5b6a_7988, w1: 0x152d, w2: 0, w3: 0))

/// The accounts that a block writes, in order: a thousand different ones.
private func makeAddresses() -> [Hash160] {
  (0..<writesOfABlock).map { index in
    Keccak256.hash160(withUnsafeBytes(of: UInt64(index % 1000).littleEndian) { [UInt8]($0) })
  }
}

private func makeState() throws -> WorkingSet {
  WorkingSet(over: try MemoryStore(tables: StateNamespace.tables).snapshot())
}
