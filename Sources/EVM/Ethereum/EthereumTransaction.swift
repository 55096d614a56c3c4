import ChainCrypto
public import Primitives

/// A transaction of Ethereum, its signature already recovered to a sender.
public struct EthereumTransaction: Sendable, Hashable {
  /// The kinds of transactions, by their EIP-2718 number.
  public enum Kind: UInt8, Sendable, Hashable {
    case legacy = 0
    /// EIP-2930.
    case accessList = 1
    /// EIP-1559.
    case dynamicFee = 2
    /// EIP-4844.
    case blob = 3
    /// EIP-7702.
    case setCode = 4
  }

  /// An address and slots of it that the transaction pays for beforehand (EIP-2930).
  public struct AccessListEntry: Sendable, Hashable {
    /// The address.
    public var address: Address
    /// Its slots.
    public var slots: [U256]

    /// An entry.
    public init(address: Address, slots: [U256]) {
      self.address = address
      self.slots = slots
    }
  }

  public var kind = Kind.legacy
  public var sender: Address
  /// Whom to call; `nil` to create a contract.
  public var to: Address?
  public var nonce: UInt64
  public var gasLimit: UInt64
  /// The price of gas; for the kinds since EIP-1559 the most to be paid, base fee included.
  public var maxFee: U256
  /// The most for the receiver of the fees, from EIP-1559 on.
  public var maxPriorityFee = U256.zero
  public var value: U256
  public var data: [UInt8]
  public var accessList: [AccessListEntry] = []
  public var blobHashes: [U256] = []
  public var maxBlobFee = U256.zero
  public var authorizations: [Authorization] = []

  /// A legacy transaction; set the other members for newer kinds.
  public init(
    sender: Address, to: Address?, nonce: UInt64, gasLimit: UInt64, gasPrice: U256, value: U256, data: [UInt8]
  ) {
    self.sender = sender
    self.to = to
    self.nonce = nonce
    self.gasLimit = gasLimit
    self.maxFee = gasPrice
    self.value = value
    self.data = data
  }
}

/// A signed wish to run another account's code as one's own (EIP-7702).
public struct Authorization: Sendable, Hashable {
  /// The chain it holds for; 0 for all.
  public var chainID: U256
  /// Whose code to run; zero to run none any more.
  public var address: Address
  /// The nonce that the signer's account must have.
  public var nonce: UInt64
  /// Who signed; `nil` if the signature is not valid.
  public var authority: Address?

  /// An authorization whose signer is known.
  public init(chainID: U256, address: Address, nonce: UInt64, authority: Address?) {
    self.chainID = chainID
    self.address = address
    self.nonce = nonce
    self.authority = authority
  }

  /// An authorization with its signature.
  public init(chainID: U256, address: Address, nonce: UInt64, yParity: UInt8, r: U256, s: U256) {
    let message = RLP.encode(.list([.integer(chainID), .address(address), .integer(U256(nonce))]))
    let halfOrder = Secp256k1.order &>> 1
    var authority: Address?
    if yParity <= 1, s <= halfOrder {
      authority = Secp256k1.recover(digest: Keccak256.hash([0x05] + message), r: r, s: s, recoveryID: yParity)?.address
    }
    self.init(chainID: chainID, address: address, nonce: nonce, authority: authority)
  }
}
