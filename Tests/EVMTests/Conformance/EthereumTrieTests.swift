import EVM
import EthereumStateTest
import Primitives
import Testing

/// Ethereum's trie, against the vectors of its specification and tests.
struct EthereumTrieTests {
  private func root(_ entries: [(String, String)]) -> String {
    EthereumTrie.root(entries.map { ([UInt8]($0.0.utf8), [UInt8]($0.1.utf8)) }).hex
  }

  @Test("gives the known root of nothing")
  func empty() {
    #expect(root([]) == "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
    #expect(StateRoot.of(InMemoryHost()).hex == "56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421")
  }

  @Test("branches, extends, embeds short nodes and values on the way")
  func known() {
    #expect(
      root([("do", "verb"), ("dog", "puppy"), ("doge", "coin"), ("horse", "stallion")])
        == "5991bb8c6514148a29db676a14ac506cd2cd5775ace63c30a4fe457715e9ac84")
    #expect(
      root([("A", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")])
        == "d23786fb4a010da3ce639d66d5e904a11dbc02746d1ce25029e53290cabf28ab")
    #expect(root([("foo", "bar"), ("food", "bass")]) == "17beaa1648bafa633cda809c90c04af50fc8aed3cb40d16efbddee6fdf63c4c3")
  }

  @Test("gives the known hash of no logs")
  func logs() {
    #expect(StateRoot.ofLogs([]).hex == "1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347")
  }
}
