"""Key files between ioctl and eth-account, both ways. Needs `pip install eth-account`.

`Scripts/test-keystore` runs it.

keystore.py IOCTL_BINARY: makes a key with each program, and opens it with the other.
"""

import glob
import json
import os
import subprocess
import sys
import tempfile

from eth_account import Account


def run(program, home, *words):
    environment = {"HOME": home, "PW": "grüße ☃", "PATH": os.environ["PATH"]}
    result = subprocess.run([program, *words], env=environment, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


def main(program):
    with tempfile.TemporaryDirectory() as home:
        # Ours, opened by eth-account.
        run(program, home, "account", "createadd", "ours", "-P", "env:PW")
        (path,) = glob.glob(home + "/.config/ioctl/default/UTC--*")
        key = Account.decrypt(json.load(open(path)), "grüße ☃").hex().removeprefix("0x")
        assert run(program, home, "account", "export", "ours", "-P", "env:PW") == key
        # eth-account's, with both key derivations, opened by ours.
        for name, derivation, rounds in (("scrypt", "scrypt", None), ("pbkdf", "pbkdf2", 1000)):
            account = Account.create()
            file = os.path.join(home, name + ".json")
            json.dump(Account.encrypt(account.key, "grüße ☃", kdf=derivation, iterations=rounds), open(file, "w"))
            run(program, home, "account", "import", "keystore", name, file, "-P", "env:PW")
            assert run(program, home, "account", "export", name, "-P", "env:PW") == account.key.hex().removeprefix("0x")
    print("key files open both ways: scrypt and PBKDF2")


if __name__ == "__main__":
    main(sys.argv[1])
