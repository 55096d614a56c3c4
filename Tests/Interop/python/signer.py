"""Keys, addresses and signed actions, with libraries of other people."""

import bech32
import coincurve
from Crypto.Hash import keccak


def keccak256(data):
    """Keccak-256 (the form before SHA-3) of bytes."""
    return keccak.new(digest_bits=256, data=data).digest()


class Account:
    """A private key, and what follows from it."""

    def __init__(self, key_hex):
        self._key = coincurve.PrivateKey.from_hex(key_hex.removeprefix("0x"))
        self.public_key = self._key.public_key.format(compressed=False)
        digest = keccak256(self.public_key[1:])[-20:]
        self.address = bech32.bech32_encode("io", bech32.convertbits(digest, 8, 5))

    def sign(self, types, core):
        """The signed action of a core, and its hash in hex."""
        signature = self._key.sign_recoverable(keccak256(core.SerializeToString()), hasher=None)
        action = types.Action(core=core, senderPubKey=self.public_key, signature=signature)
        return action, keccak256(action.SerializeToString()).hex()
