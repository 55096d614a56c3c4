"""Exchanges everything that LibP2P speaks with py-libp2p, each side dialling and listening.

usage: interop.py PATH-OF-LIBP2P-PEER [--verbose] [NAME…]

Starts the program `libp2p-peer` (Tests/Support/LibP2PPeer) for each case, tells it what to do on its standard input, and
reads what happened on its standard output. Prints one line per case; exits with 1 if one failed. NAMEs choose cases.
"""

import argparse
import contextlib
import hashlib
import inspect
import subprocess
import sys
import time
import traceback

import base58
import libp2p
import multiaddr
import trio
from libp2p.crypto.ed25519 import create_new_key_pair as ed25519_pair
from libp2p.crypto.rsa import create_new_key_pair as rsa_pair
from libp2p.crypto.secp256k1 import create_new_key_pair as secp256k1_pair
from libp2p.crypto.x25519 import create_new_key_pair as x25519_pair
from libp2p.host.ping import ID as PING, PingService, handle_ping
from libp2p.identity.identify.identify import ID as IDENTIFY, parse_identify_response
from libp2p.kad_dht.kad_dht import DHTMode, KadDHT
from libp2p.network.stream.exceptions import StreamEOF
from libp2p.peer.id import ID
from libp2p.peer.peerinfo import info_from_p2p_addr
from libp2p.pubsub.floodsub import FloodSub
from libp2p.pubsub.gossipsub import GossipSub
from libp2p.pubsub.pubsub import Pubsub
from libp2p.security.noise.transport import PROTOCOL_ID as NOISE, Transport as Noise
from libp2p.security.secio.transport import ID as SECIO, Transport as Secio
from libp2p.stream_muxer.yamux.yamux import PROTOCOL_ID as YAMUX, Yamux
from libp2p.tools.anyio_service import background_trio_service

ECHO = "/iotex-swift/echo/1.0.0"
# How long anything may take.
PATIENCE = 30


class Failure(Exception):
    """What was expected did not happen."""


def require(condition, message):
    if not condition:
        raise Failure(message)


class SwiftPeer:
    """The program under test."""

    def __init__(self, process, verbose):
        self.process = process
        self.verbose = verbose
        self.lines = []
        self.news = trio.Event()
        self.id = None
        self.address = None

    async def read(self):
        buffer = b""
        async for chunk in self.process.stdout:
            *lines, buffer = (buffer + chunk).split(b"\n")
            for line in lines:
                if self.verbose:
                    print("    swift:", line.decode(), file=sys.stderr)
                self.lines.append(line.decode())
            self.tell()
        self.lines.append("ended")
        self.tell()

    def tell(self):
        self.news.set()
        self.news = trio.Event()

    async def expect(self, *prefixes):
        """The first line, not asked for before, that begins with one of the prefixes."""
        with trio.move_on_after(PATIENCE):
            while True:
                news = self.news
                for index, line in enumerate(self.lines):
                    if line.startswith(prefixes):
                        return self.lines.pop(index).split(" ")
                await news.wait()
        raise Failure(f"no '{prefixes[0]}' within {PATIENCE} s, but: {self.lines[-5:]}")

    async def ask(self, line):
        """Has a command carried out; gives the words of the answer behind its name."""
        await self.process.stdin.send_all(f"{line}\n".encode())
        words = await self.expect(line.split(" ")[0] + " ", "error", "ended")
        if words[0] in ("error", "ended"):
            raise Failure(" ".join(words))
        return words[1:]


@contextlib.asynccontextmanager
async def swift_peer(program, verbose, *arguments):
    """A running `libp2p-peer`, and its end."""
    command = [program, "--listen", "/ip4/127.0.0.1/tcp/0", *arguments] + (["--verbose"] if verbose else [])
    async with trio.open_nursery() as nursery:
        process = await nursery.start(
            lambda task_status: trio.run_process(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, check=False, task_status=task_status))
        peer = SwiftPeer(process, verbose)
        nursery.start_soon(peer.read)
        try:
            peer.address = (await peer.expect("listening "))[1]
            peer.id = ID.from_string((await peer.expect("ready "))[1])
            yield peer
            await process.stdin.send_all(b"quit\n")
            with trio.move_on_after(10) as scope:
                await process.wait()
            require(not scope.cancelled_caught, "libp2p-peer does not end")
            require(process.returncode == 0, f"libp2p-peer ended with {process.returncode}")
        finally:
            process.kill()
            nursery.cancel_scope.cancel()


async def echo(stream):
    """Sends back what comes, to the end."""
    with contextlib.suppress(StreamEOF):
        while data := await stream.read(65536):
            await stream.write(data)
    await stream.close()


@contextlib.asynccontextmanager
async def python_host(security, keys=ed25519_pair):
    """A host of py-libp2p that listens."""
    pair = keys()
    transports = {SECIO: Secio(pair)} if security == "secio" else {NOISE: Noise(pair, noise_privkey=x25519_pair().private_key)}
    host = libp2p.new_host(key_pair=pair, sec_opt=transports, muxer_opt={YAMUX: Yamux})
    host.set_stream_handler(ECHO, echo)
    host.set_stream_handler(PING, handle_ping)
    async with host.run([multiaddr.Multiaddr("/ip4/127.0.0.1/tcp/0")]):
        yield host


def address_of(host):
    """Where a Python host listens, with its name."""
    address = str(host.get_addrs()[0])
    return address if "/p2p/" in address else f"{address}/p2p/{host.get_id()}"


class Pair:
    """A Python host and a Swift peer that are connected."""

    def __init__(self, host, swift):
        self.host = host
        self.swift = swift
        self.name = str(host.get_id())

    async def stream(self, protocol):
        return await self.host.new_stream(self.swift.id, [protocol])


@contextlib.asynccontextmanager
async def connected(options, security, dialer, *arguments, keys=ed25519_pair):
    """A pair, connected by the one or the other."""
    program = swift_peer(options.program, options.verbose, "--security", security, *arguments)
    async with python_host(security, keys) as host, program as swift:
        if dialer == "python":
            await host.connect(info_from_p2p_addr(multiaddr.Multiaddr(swift.address)))
            require((await swift.expect("peer-connected "))[3] == "inbound", "the connection is no inbound one")
        else:
            answer = await swift.ask(f"connect {address_of(host)}")
            require(answer == [str(host.get_id())], f"connected with {answer}")

            async def known():
                return swift.id in host.get_connected_peers()
            # The dialer is ready first.
            await wait_for(known, "the connection on Python's side")
        yield Pair(host, swift)


async def read_all(stream, count):
    """So many bytes, or those up to the end."""
    data = b""
    with contextlib.suppress(StreamEOF):
        while len(data) < count and (part := await stream.read(count - len(data))):
            data += part
    return data


async def test_echo(pair):
    """Bytes go both ways, from one to more than all windows hold."""
    for count in (1, 1000, 300_000, 3_000_000):
        await pair.swift.ask(f"echo {pair.name} {count}")
        stream = await pair.stream(ECHO)
        data = bytes(index * 7 & 0xFF for index in range(1000)) * (count // 1000) or b"x"
        async with trio.open_nursery() as nursery:
            async def send():
                for start in range(0, len(data), 60_000):
                    await stream.write(data[start:start + 60_000])
            nursery.start_soon(send)
            answer = await read_all(stream, len(data))
        require(answer == data, f"{len(answer)} of {len(data)} bytes came back")
        await stream.close()


async def test_streams(pair):
    """Many streams at once."""
    async def one(index):
        stream = await pair.stream(ECHO)
        data = index.to_bytes(2, "big") * 5000
        await stream.write(data)
        require(await read_all(stream, len(data)) == data, f"stream {index} mixed up")
        await stream.close()

    async with trio.open_nursery() as nursery:
        for index in range(50):
            nursery.start_soon(one, index)
        for _ in range(10):
            await pair.swift.ask(f"echo {pair.name} 20000")


async def test_ping(pair):
    """Each side pings the other."""
    times = await PingService(pair.host).ping(pair.swift.id, ping_amt=3)
    require(len(times) == 3, f"{times}")
    for _ in range(3):
        require(int((await pair.swift.ask(f"ping {pair.name}"))[1]) > 0, "no time")


async def test_identify(pair):
    """Each side learns who the other is and what it speaks."""
    stream = await pair.stream(IDENTIFY)
    answer = await read_all(stream, 1 << 16)
    # A length comes first.
    message = parse_identify_response(answer)
    require("iotex-swift" in message.agent_version, message.agent_version)
    require(ECHO in message.protocols and PING in message.protocols, f"{message.protocols}")
    require(pair.swift.address.startswith(str(multiaddr.Multiaddr(message.listen_addrs[0]))), "listen address")
    agent, protocols, _ = (await pair.swift.expect(f"peer-identified {pair.name}"))[2:]
    require("py-libp2p" in agent, agent)
    require(ECHO in protocols.split(","), protocols)


async def test_refusal(pair):
    """A protocol that is not spoken is refused, and the connection lives on."""
    try:
        await pair.stream("/iotex-swift/nothing/1.0.0")
    except Exception:
        pass
    else:
        raise Failure("an unknown protocol was accepted")
    await pair.swift.ask(f"echo {pair.name} 10")


CONNECTED = [test_echo, test_streams, test_ping, test_identify, test_refusal]


async def wrong_name(options, security):
    """The Swift peer refuses a Python host under another name."""
    async with python_host(security) as host, swift_peer(options.program, options.verbose, "--security", security) as swift:
        other = ID.from_pubkey(ed25519_pair().public_key)
        try:
            await swift.ask(f"connect {address_of(host).replace(str(host.get_id()), str(other))}")
        except Failure as failure:
            require("wrongPeer" in str(failure) or "answered" in str(failure), str(failure))
        else:
            raise Failure("connected to somebody else")


TOPIC = "interop"
FLOODSUB, MESHSUB_10, MESHSUB_11 = "/floodsub/1.0.0", "/meshsub/1.0.0", "/meshsub/1.1.0"


@contextlib.asynccontextmanager
async def python_pubsub(host, protocol, **options):
    """Pubsub on a Python host."""
    if protocol == FLOODSUB:
        router = FloodSub([FLOODSUB])
    else:
        # Its own limit of messages is for its own network.
        router = GossipSub([protocol], degree=6, degree_low=4, degree_high=12, heartbeat_interval=1, spam_protection_enabled=False)
    pubsub = Pubsub(host, router, **options)
    async with background_trio_service(pubsub):
        if protocol == FLOODSUB:
            await pubsub.wait_until_ready()
            yield pubsub
        else:
            async with background_trio_service(router):
                await pubsub.wait_until_ready()
                yield pubsub


async def wait_for(condition, what):
    """Looks until it is so."""
    with trio.move_on_after(PATIENCE):
        while not await condition():
            await trio.sleep(0.05)
        return
    raise Failure(f"not within {PATIENCE} s: {what}")


async def subscribed(swift, host):
    """Whether the Swift peer knows that a host wants the topic."""
    return str(host.get_id()) in await swift.ask(f"subscribers {TOPIC}")


async def received_by_swift(swift, author, contents):
    """Each content arrives once and is its author's."""
    found = []
    while len(found) < len(contents):
        _, topic, name, data = await swift.expect(f"message {TOPIC} ")
        require(topic == TOPIC and name == author, f"{topic} {name}")
        found.append(bytes.fromhex(data))
    require(sorted(found) == sorted(contents), "other messages arrived than were sent")


async def received_by_python(subscription, author, contents):
    """Each content arrives once and is its author's; those of others are left out."""
    found = []
    with trio.move_on_after(PATIENCE):
        while len(found) < len(contents):
            message = await subscription.get()
            if message.from_id == author.to_bytes():
                found.append(message.data)
    require(sorted(found) == sorted(contents), f"{len(found)} of {len(contents)} messages arrived, or other ones")


def contents(name):
    return [f"{name} {index}".encode() * (1 + index * index) for index in range(20)]


async def gossip(options, security, dialer, protocol):
    """Messages go both ways."""
    async with python_host(security) as host, python_pubsub(host, protocol) as pubsub:
        async with swift_peer(options.program, options.verbose, "--security", security) as swift:
            subscription = await pubsub.subscribe(TOPIC)
            await swift.ask(f"subscribe {TOPIC}")
            if dialer == "python":
                await host.connect(info_from_p2p_addr(multiaddr.Multiaddr(swift.address)))
            else:
                await swift.ask(f"connect {address_of(host)}")
            await wait_for(lambda: subscribed(swift, host), "Python's subscription")
            await pubsub.wait_for_subscription(swift.id, TOPIC, timeout=PATIENCE)
            if protocol != FLOODSUB:
                async def meshed():
                    return str(host.get_id()) in await swift.ask(f"mesh {TOPIC}")
                await wait_for(meshed, "a mesh of the two")
            for data in contents("python"):
                await pubsub.publish(TOPIC, data)
            await received_by_swift(swift, str(host.get_id()), contents("python"))
            # The queue of a subscription is short.
            await received_by_python(subscription, host.get_id(), contents("python"))
            for data in contents("swift"):
                words = await swift.ask(f"publish {TOPIC} {data.hex()}")
                require(words[2] == "1", f"published to {words[2]} peers")
            await received_by_python(subscription, swift.id, contents("swift"))


async def relay_by_swift(options, protocol):
    """What one Python host publishes reaches another one through the Swift peer."""
    async with contextlib.AsyncExitStack() as stack:
        enter = stack.enter_async_context
        hosts = [await enter(python_host("noise")) for _ in range(2)]
        pubsubs = [await enter(python_pubsub(host, protocol)) for host in hosts]
        swift = await enter(swift_peer(options.program, options.verbose))
        await swift.ask(f"subscribe {TOPIC}")
        subscriptions = [await pubsub.subscribe(TOPIC) for pubsub in pubsubs]
        for host, pubsub in zip(hosts, pubsubs):
            await host.connect(info_from_p2p_addr(multiaddr.Multiaddr(swift.address)))
            await wait_for(lambda host=host: subscribed(swift, host), "Python's subscription")
            await pubsub.wait_for_subscription(swift.id, TOPIC, timeout=PATIENCE)
        for data in contents("relayed"):
            await pubsubs[0].publish(TOPIC, data)
        await received_by_python(subscriptions[1], hosts[0].get_id(), contents("relayed"))


async def relay_by_python(options, protocol):
    """What one Swift peer publishes reaches another one through a Python host."""
    async with contextlib.AsyncExitStack() as stack:
        enter = stack.enter_async_context
        host = await enter(python_host("noise"))
        pubsub = await enter(python_pubsub(host, protocol))
        await pubsub.subscribe(TOPIC)
        swifts = [await enter(swift_peer(options.program, options.verbose)) for _ in range(2)]
        for swift in swifts:
            await swift.ask(f"subscribe {TOPIC}")
            await swift.ask(f"connect {address_of(host)}")
            await wait_for(lambda swift=swift: subscribed(swift, host), "Python's subscription")
            await pubsub.wait_for_subscription(swift.id, TOPIC, timeout=PATIENCE)
        for data in contents("relayed"):
            await swifts[0].ask(f"publish {TOPIC} {data.hex()}")
        await received_by_swift(swifts[1], str(swifts[0].id), contents("relayed"))


async def unsigned(options):
    """Messages without a signature are dropped, and others are not."""
    async with python_host("noise") as host, python_pubsub(host, MESHSUB_11, strict_signing=False) as pubsub:
        async with swift_peer(options.program, options.verbose) as swift, python_host("noise") as other:
            async with python_pubsub(other, MESHSUB_11) as signing:
                await swift.ask(f"subscribe {TOPIC}")
                for each, service in ((host, pubsub), (other, signing)):
                    await service.subscribe(TOPIC)
                    await each.connect(info_from_p2p_addr(multiaddr.Multiaddr(swift.address)))
                    await wait_for(lambda each=each: subscribed(swift, each), "Python's subscription")
                    await service.wait_for_subscription(swift.id, TOPIC, timeout=PATIENCE)
                await pubsub.publish(TOPIC, b"unsigned")
                await trio.sleep(0.5)
                await signing.publish(TOPIC, b"signed")
                await received_by_swift(swift, str(other.get_id()), [b"signed"])


KAD = "/ipfs/kad/1.0.0"
# A content id: its bytes, which are the key, and its text.
CONTENT_KEY = bytes([0x01, 0x55, 0x12, 0x20]) + hashlib.sha256(b"content").digest()
CONTENT = "z" + base58.b58encode(CONTENT_KEY).decode()


@contextlib.asynccontextmanager
async def python_dht(host):
    """Kademlia on a Python host."""
    dht = KadDHT(host, DHTMode.SERVER)
    async with background_trio_service(dht):
        yield dht


async def in_table(swift, host):
    return str(host.get_id()) in await swift.ask("table")


async def kademlia(options, dialer):
    """Each side finds a third node through the other, and what it provides."""
    async with contextlib.AsyncExitStack() as stack:
        enter = stack.enter_async_context
        host = await enter(python_host("noise"))
        dht = await enter(python_dht(host))
        near, far = [await enter(swift_peer(options.program, options.verbose, "--kad", KAD)) for _ in range(2)]
        third = await enter(python_host("noise"))
        third_dht = await enter(python_dht(third))
        # far - near - host - third
        await far.ask(f"connect {near.address}")
        if dialer == "python":
            await host.connect(info_from_p2p_addr(multiaddr.Multiaddr(near.address)))
        else:
            await near.ask(f"connect {address_of(host)}")
        await third.connect(info_from_p2p_addr(multiaddr.Multiaddr(address_of(host))))
        await wait_for(lambda: in_table(near, host), "Python in the table of Swift")

        async def known():
            return str(far.id) in await near.ask("table")
        await wait_for(known, "the two Swift peers in each other's table")
        await dht.add_peer(near.id)
        await dht.add_peer(third.get_id())
        await third_dht.add_peer(host.get_id())

        # Python asks Swift, then Swift asks Python.
        found = await dht.find_peer(far.id)
        require(found is not None and str(found.addrs[0]) in far.address, f"Python found {found}")
        words = await near.ask(f"find-peer {third.get_id()}")
        require(len(words) > 1 and words[1] in address_of(third), f"Swift found {words[1:]}")
        # Across both.
        words = await far.ask(f"find-peer {third.get_id()}")
        require(len(words) > 1 and words[1] in address_of(third), f"the far Swift peer found {words[1:]}")

        # Provided by Swift, found by Python, and the other way.
        words = await near.ask(f"provide {CONTENT}")
        require(int(words[1]) >= 1, f"told {words[1]} peers")
        providers = await dht.provider_store.find_providers(CONTENT_KEY)
        require(near.id in [provider.peer_id for provider in providers], f"{providers}")
        require(await third_dht.provider_store.provide(CONTENT_KEY), "Python does not provide")
        words = await far.ask(f"find-providers {CONTENT}")
        require(str(third.get_id()) in words[1:], f"{words}")


def cases(options):
    for security in ("noise", "secio"):
        for dialer in ("python", "swift"):
            for test in CONNECTED:
                async def run(test=test, security=security, dialer=dialer):
                    async with connected(options, security, dialer) as pair:
                        await test(pair)
                yield f"{security}/{dialer}-dials/{test.__name__.removeprefix('test_')}", run
            for keys in (rsa_pair, secp256k1_pair):
                kind = keys.__module__.split(".")[-1]

                async def run(security=security, dialer=dialer, keys=keys):
                    async with connected(options, security, dialer, keys=keys) as pair:
                        await test_ping(pair)
                yield f"{security}/{dialer}-dials/{kind}-key", run

        async def run(security=security):
            await wrong_name(options, security)
        yield f"{security}/wrong-name", run
    for protocol in (FLOODSUB, MESHSUB_10, MESHSUB_11):
        for security, dialer in (("noise", "python"), ("noise", "swift"), ("secio", "python"), ("secio", "swift")):
            async def run(security=security, dialer=dialer, protocol=protocol):
                await gossip(options, security, dialer, protocol)
            yield f"{security}/{dialer}-dials{protocol}", run
        for relay in (relay_by_swift, relay_by_python):
            async def run(relay=relay, protocol=protocol):
                await relay(options, protocol)
            yield f"{relay.__name__}{protocol}", run

    async def run():
        await unsigned(options)
    yield "unsigned-message", run
    for dialer in ("python", "swift"):
        async def run(dialer=dialer):
            await kademlia(options, dialer)
        yield f"kademlia/{dialer}-dials", run


async def main(options):
    failures = 0
    count = 0
    for name, run in cases(options):
        if options.names and not any(choice in name for choice in options.names):
            continue
        count += 1
        start = time.monotonic()
        try:
            with trio.fail_after(2 * PATIENCE):
                await run()
            print(f"ok      {name:<44} {time.monotonic() - start:6.2f} s", flush=True)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failures += 1
            print(f"FAILED  {name:<44} {explain(error)}", flush=True)
            if options.verbose:
                traceback.print_exception(error)
    print(f"test-py-libp2p: {count - failures} of {count} cases passed")
    return 1 if failures or not count else 0


def explain(error):
    """The innermost reason."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return f"{type(error).__name__}: {error}"


parser = argparse.ArgumentParser(description=inspect.getdoc(sys.modules[__name__]), formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("program", help="the built libp2p-peer")
parser.add_argument("names", nargs="*", metavar="NAME", help="parts of the names of the cases to run")
parser.add_argument("--verbose", action="store_true", help="show what the Swift peer says")
sys.exit(trio.run(main, parser.parse_args()))
