#!/usr/bin/env python3
"""A transfer with iotexapi 0.0.1, the client package of 2019; see README.md beside this file.

Prints one line of JSON and exits 0 if the transfer was sent, mined and read back.
"""

import argparse
import json
import sys
import time

import grpc
from iotexapi import Iotex


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoint", required=True, help="host:port of the API, without TLS")
    parser.add_argument("--key", required=True, help="private key of a funded account, hex")
    parser.add_argument("--recipient", default="io1w4jpqh5hw5tv2wlrxuc5cljnswyk00dv2ls2ze")
    parser.add_argument("--timeout", type=float, default=60, help="seconds to wait for the receipt")
    options = parser.parse_args()

    node = Iotex(api=options.endpoint, private_key=options.key)
    meta = node.iotx.getChainMeta().chainMeta
    # No gas limit and no gas price: the package asks the node for an estimate and for the suggested price.
    sent = node.iotx.transferTo(options.recipient, 1, {"message": "from 2019"}).actionHash

    deadline = time.monotonic() + options.timeout
    receipt = None
    while receipt is None and time.monotonic() < deadline:
        try:
            receipt = node.iotx.getReceiptByAction(actionHash=sent).receiptInfo
        except grpc.RpcError as error:
            if error.code() != grpc.StatusCode.NOT_FOUND:
                raise
            time.sleep(0.25)

    found, block = [], []
    if receipt is not None:
        found = node.iotx.getActionByHashRequest(sent).actionInfo
        block = node.iotx.getBlockMetas(hash=receipt.blkHash).blkMetas
    ok = receipt is not None and receipt.receipt.status == 1 and len(found) == 1 and len(block) == 1
    ok = ok and found[0].action.core.transfer.payload == b"from 2019" and found[0].blkHash == receipt.blkHash
    print(json.dumps({
        "ok": bool(ok),
        "endpoint": options.endpoint,
        "height": meta.height,
        "action": sent,
        "gas_price": found[0].action.core.gasPrice if found else None,
        "block": receipt.blkHash if receipt is not None else None,
        "mined_at": block[0].height if block else None,
    }))
    return 0 if ok else 1


if __name__ == "__main__":
    sys.exit(main())
