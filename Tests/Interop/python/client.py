#!/usr/bin/env python3
"""Exercises a node's gRPC API with other people's libraries; see README.md beside this file.

Prints one line of JSON: `ok`, the `checks` that held, the `failure` of the first that did not, and what was measured.
"""

import argparse
import json
import os
import sys
import time

import grpc
from grpc_health.v1 import health_pb2, health_pb2_grpc

import reflected
from signer import Account

API = "iotexapi.APIService"
TRANSFER_GAS = 10000
GAS_PER_BYTE = 100


class Failure(Exception):
    """A check that did not hold."""


class Client:
    """The checks, in the order in which they run; `results` fills as they do."""

    def __init__(self, options):
        sys.path.insert(0, options.stubs)
        from proto.api import api_pb2, api_pb2_grpc
        from proto.types import action_pb2

        self.api, self.types, self.options = api_pb2, action_pb2, options
        self.channel = grpc.insecure_channel(options.endpoint)
        self.stub = api_pb2_grpc.APIServiceStub(self.channel)
        self.sender = Account(options.key)
        self.results = {"endpoint": options.endpoint, "sender": self.sender.address, "checks": []}

    def expect(self, name, condition, detail=""):
        """Notes a check that holds; stops at one that does not."""
        if not condition:
            raise Failure(f"{name}: {detail}" if detail else name)
        self.results["checks"].append(name)

    def refused(self, name, codes, method, request, says_why=True):
        """A call that must fail with one of the codes, and say why unless told that it need not."""
        try:
            answer = method(request, timeout=self.options.call_timeout)
        except grpc.RpcError as error:
            self.expect(name, error.code() in codes and (error.details() or not says_why), f"{error.code()} {error.details()!r}")
            self.results.setdefault("refusals", {})[name] = [error.code().name, error.details()]
            return
        raise Failure(f"{name}: was answered with {answer!r}")

    def call(self, method, request):
        return method(request, timeout=self.options.call_timeout)

    def run(self):
        grpc.channel_ready_future(self.channel).result(timeout=self.options.call_timeout)
        self.check_health()
        self.check_reflection()
        self.check_chain()
        self.check_transfer()
        self.check_refusals()
        self.check_later_methods()

    def check_health(self):
        health, timeout = health_pb2_grpc.HealthStub(self.channel), self.options.call_timeout
        for service in ("", API):
            status = health.Check(health_pb2.HealthCheckRequest(service=service), timeout=timeout).status
            self.expect(f"health of '{service}'", status == health_pb2.HealthCheckResponse.SERVING, f"status {status}")
        unknown = health_pb2.HealthCheckRequest(service="nosuch")
        self.refused("health of an unknown service", {grpc.StatusCode.NOT_FOUND}, health.Check, unknown, says_why=False)
        watch = health.Watch(health_pb2.HealthCheckRequest(service=API), timeout=timeout)
        first = next(iter(watch)).status
        watch.cancel()
        self.expect("health watch", first == health_pb2.HealthCheckResponse.SERVING, f"status {first}")

    def check_reflection(self):
        names = reflected.services(self.channel)
        self.expect("reflection lists the API", API in names, str(names))
        self.results["services"] = names
        same = reflected.services_v1(self.channel, self.options.call_timeout)
        self.expect("reflection v1 lists the same", same == names, str(same))
        code = reflected.unknown_symbol_code(self.channel, self.options.call_timeout)
        self.expect("reflection knows what it does not know", code == grpc.StatusCode.NOT_FOUND.value[0], f"code {code}")
        # A chain that has just begun makes its first block within an interval.
        deadline = time.monotonic() + self.options.timeout
        answer = reflected.call(self.channel, API, "GetChainMeta", self.options.call_timeout)
        while answer.chainMeta.height == 0 and time.monotonic() < deadline:
            time.sleep(0.2)
            answer = reflected.call(self.channel, API, "GetChainMeta", self.options.call_timeout)
        self.expect("a call through reflection alone", answer.chainMeta.height > 0, str(answer))

    def check_chain(self):
        api = self.api
        chain = self.call(self.stub.GetChainMeta, api.GetChainMetaRequest()).chainMeta
        self.expect("chain meta", chain.height > 0 and chain.epoch.num > 0, str(chain))
        self.results["height"] = chain.height
        server = self.call(self.stub.GetServerMeta, api.GetServerMetaRequest()).serverMeta
        self.expect("server meta", server.packageVersion != "", str(server))
        self.results["version"] = server.packageVersion
        epoch = self.call(self.stub.GetEpochMeta, api.GetEpochMetaRequest(epochNumber=chain.epoch.num))
        self.expect("epoch meta", epoch.epochData.height == chain.epoch.height, str(epoch))

    def account(self, address):
        return self.call(self.stub.GetAccount, self.api.GetAccountRequest(address=address)).accountMeta

    def transfer(self, nonce, recipient, amount, payload=b"", gas_limit=None, gas_price=None):
        """The core of a transfer; gas limit and price are what such a transfer needs unless given."""
        core = self.types.ActionCore(version=1, nonce=nonce)
        core.gasLimit = TRANSFER_GAS + GAS_PER_BYTE * len(payload) if gas_limit is None else gas_limit
        core.gasPrice = str(self.options.gas_price if gas_price is None else gas_price)
        core.transfer.amount, core.transfer.recipient, core.transfer.payload = str(amount), recipient, payload
        return core

    def wait_for_receipt(self, action_hash):
        """The receipt's answer, once there is one; at most `--timeout` seconds."""
        request = self.api.GetReceiptByActionRequest(actionHash=action_hash)
        deadline = time.monotonic() + self.options.timeout
        while True:
            try:
                return self.call(self.stub.GetReceiptByAction, request).receiptInfo
            except grpc.RpcError as error:
                if error.code() != grpc.StatusCode.NOT_FOUND:
                    raise
                if time.monotonic() > deadline:
                    raise Failure(f"no receipt of {action_hash} within {self.options.timeout} s") from error
            time.sleep(0.25)

    def check_transfer(self):
        api, amount, payload = self.api, 1234567, b"from a client that is not ours"
        recipient = Account(os.urandom(32).hex()).address
        before = self.account(self.sender.address)
        core = self.transfer(before.pendingNonce, recipient, amount, payload)
        action, expected = self.sender.sign(self.types, core)
        estimate = self.call(self.stub.EstimateGasForAction, api.EstimateGasForActionRequest(action=action)).gas
        self.expect("gas estimate", estimate == core.gasLimit, f"{estimate}, not {core.gasLimit}")

        started = time.monotonic()
        answered = self.call(self.stub.SendAction, api.SendActionRequest(action=action)).actionHash
        self.expect("action hash", answered == expected, f"{answered}, not {expected}")
        receipt = self.wait_for_receipt(expected)
        self.results.update(action=expected, block=receipt.blkHash, receipt_seconds=round(time.monotonic() - started, 3))
        self.expect("receipt", receipt.receipt.status == 1 and receipt.receipt.gasConsumed == core.gasLimit, str(receipt))
        self.expect("receipt names the action", receipt.receipt.actHash.hex() == expected)

        self.check_read_back(action, expected, receipt, recipient)
        after, theirs = self.account(self.sender.address), self.account(recipient)
        cost = amount + core.gasLimit * int(core.gasPrice)
        self.expect("recipient's balance", theirs.balance == str(amount), theirs.balance)
        self.expect("sender's nonce", after.nonce == core.nonce and after.pendingNonce == core.nonce + 1, str(after))
        self.expect("sender's actions", after.numActions >= before.numActions + 1, str(after))
        self.expect("sender's cost", self.options.sender_earns or int(before.balance) - int(after.balance) == cost, f"{before}{after}")

    def check_read_back(self, action, action_hash, receipt, recipient):
        """The transfer, found by hash, by both addresses and by block."""
        api, wanted = self.api, action.SerializeToString()
        requests = {
            "by hash": api.GetActionsRequest(byHash=api.GetActionByHashRequest(actionHash=action_hash)),
            "by recipient": api.GetActionsRequest(byAddr=api.GetActionsByAddressRequest(address=recipient, count=10)),
            "by sender": api.GetActionsRequest(byAddr=api.GetActionsByAddressRequest(address=self.sender.address, count=1000)),
            "by block": api.GetActionsRequest(byBlk=api.GetActionsByBlockRequest(blkHash=receipt.blkHash, count=1000)),
        }
        for name, request in requests.items():
            found = [info for info in self.call(self.stub.GetActions, request).actionInfo if info.actHash == action_hash]
            same = len(found) >= 1 and all(info.action.SerializeToString() == wanted for info in found)
            self.expect(f"action {name}", same and found[0].blkHash == receipt.blkHash, str(found))
        meta_request = api.GetBlockMetasRequest(byHash=api.GetBlockMetaByHashRequest(blkHash=receipt.blkHash))
        (meta,) = self.call(self.stub.GetBlockMetas, meta_request).blkMetas
        self.expect("block by hash", meta.height == receipt.receipt.blkHeight and meta.hash == receipt.blkHash, str(meta))
        index = api.GetBlockMetasRequest(byIndex=api.GetBlockMetasByIndexRequest(start=meta.height, count=1))
        self.expect("block by height", list(self.call(self.stub.GetBlockMetas, index).blkMetas) == [meta])

    def check_refusals(self):
        """Actions that can never be mined are refused at once, with the reason."""
        code, account = grpc.StatusCode, self.account(self.sender.address)
        codes = {code.INVALID_ARGUMENT, code.FAILED_PRECONDITION, code.ALREADY_EXISTS, code.OUT_OF_RANGE, code.RESOURCE_EXHAUSTED}
        nonce, recipient = account.pendingNonce, self.sender.address

        def send(name, core, damage=None):
            action, _ = self.sender.sign(self.types, core)
            if damage:
                damage(action)
            self.refused(name, codes, self.stub.SendAction, self.api.SendActionRequest(action=action))

        def flip(action):
            action.signature = bytes([action.signature[0] ^ 1]) + action.signature[1:]

        send("bad signature", self.transfer(nonce, recipient, 1), flip)
        send("used nonce", self.transfer(account.nonce, recipient, 2))
        send("no gas", self.transfer(nonce, recipient, 3, gas_limit=1))
        send("price too low", self.transfer(nonce, recipient, 4, gas_price=1))
        send("more than the balance", self.transfer(nonce, recipient, int(account.balance) + 1))
        empty = self.api.SendActionRequest(action=self.types.Action())
        self.refused("empty action", codes, self.stub.SendAction, empty)
        after = self.account(self.sender.address)
        self.expect("refusals left nothing in the pool", after.pendingNonce == nonce, str(after))

    def check_later_methods(self):
        api, options = self.api, self.options
        height = self.call(self.stub.GetReceiptByAction, api.GetReceiptByActionRequest(actionHash=self.results["action"]))
        height = height.receiptInfo.receipt.blkHeight
        raw = self.call(self.stub.GetRawBlocks, api.GetRawBlocksRequest(startHeight=height, count=1, withReceipts=True))
        (info,) = raw.blocks
        hashes = [receipt.actHash.hex() for receipt in info.receipts]
        self.expect("raw block", info.block.header.core.height == height and self.results["action"] in hashes, str(hashes))
        by_range = api.GetLogsByRange(fromBlock=height, toBlock=height)
        logs = self.call(self.stub.GetLogs, api.GetLogsRequest(filter=api.LogsFilter(), byRange=by_range)).logs
        self.expect("logs of a block", all(log.blkHeight == height for log in logs), str(logs))
        stream = self.stub.StreamBlocks(api.StreamBlocksRequest(), timeout=options.timeout)
        streamed = next(iter(stream))
        stream.cancel()
        self.expect("streamed block", streamed.block.block.header.core.height > height, str(streamed.blockIdentifier))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--endpoint", required=True, help="host:port of the API, without TLS")
    parser.add_argument("--stubs", required=True, help="folder of the stubs that grpc_tools made from Protos")
    parser.add_argument("--key", required=True, help="private key of a funded account, hex")
    parser.add_argument("--gas-price", type=int, default=10**12, help="in Rau")
    parser.add_argument("--sender-earns", action="store_true", help="the sender receives block rewards: do not check its balance")
    parser.add_argument("--timeout", type=float, default=60, help="seconds to wait for a receipt or a block")
    parser.add_argument("--call-timeout", type=float, default=10, help="seconds for one call")
    client = None
    try:
        client = Client(parser.parse_args())
        client.run()
        results = {"ok": True, **client.results}
    except (Failure, grpc.RpcError, grpc.FutureTimeoutError) as error:
        results = {"ok": False, "failure": f"{type(error).__name__}: {error}", **(client.results if client else {})}
    print(json.dumps(results))
    return 0 if results["ok"] else 1


if __name__ == "__main__":
    sys.exit(main())
