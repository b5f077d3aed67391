"""A DHT of libtorrent nodes on loopback, of which some have a torrent, driven by JSON lines.

argv[1]: {"nodes": count, "settings": {...}}   each node has an address of its own, 127.0.0.2 on
stdin:   {"command": "add", "node": index, "torrent": path or magnet link, "dir": folder}
         {"command": "search", "node": index, "hash": 40 hex digits}
         {"command": "introduce", "host": str, "port": int}   to every node
         {"command": "nodes"}
         {"command": "quit"}   (as does the end of stdin)
stdout:  {"event": "ready", "nodes": ["host:port", ...]}   they know each other
         {"event": "nodes", "counts": [size of each routing table, ...]}
         {"event": "found", "node": index, "peers": count}   by a search that it made
         {"event": "searched", "node": index, "hash": str, "peers": count}   as it was told to
         {"event": "metadata" | "complete", "node": index}
stderr:  libtorrent's alerts
"""

import json
import sys
import threading
import time

import libtorrent as lt

LOOK_SECONDS = 0.05
ANNOUNCE_SECONDS = 3
KNOWN_ENOUGH = 6

config = json.loads(sys.argv[1])
count = config["nodes"]

SETTINGS = {
    "enable_dht": True,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_incoming_utp": False,
    "enable_outgoing_utp": False,
    "allow_multiple_connections_per_ip": True,
    "dht_bootstrap_nodes": "",
    # All of it is one machine.
    "dht_restrict_routing_ips": False,
    "dht_restrict_search_ips": False,
    "dht_enforce_node_id": False,
    "dht_prefer_verified_node_ids": False,
    "dht_ignore_dark_internet": False,
    # One address asks for all: it would be shut out for minutes.
    "dht_block_ratelimit": 10_000,
    "dht_announce_interval": 15,
    "dht_upload_rate_limit": 1_000_000,
    "alert_mask": lt.alert.category_t.error_notification
    | lt.alert.category_t.status_notification
    | lt.alert.category_t.storage_notification
    | lt.alert.category_t.peer_notification
    | lt.alert.category_t.dht_notification
    | lt.alert.category_t.dht_operation_notification,
}


def say(event, **details):
    sys.stdout.write(json.dumps({"event": event, **details}) + "\n")
    sys.stdout.flush()


def start(index):
    address = f"127.0.0.{index + 2}"
    own = {"listen_interfaces": f"{address}:0", **config["settings"]}
    return lt.session({**SETTINGS, **own})


def address_of(index):
    return (f"127.0.0.{index + 2}", sessions[index].listen_port())


def table_sizes():
    """libtorrent counts once a second; what it says last is not old."""
    return [session.status().dht_nodes for session in sessions]


sessions = [start(index) for index in range(count)]
handles = {}
lock = threading.Lock()
done = threading.Event()


def add(order):
    if order["torrent"].startswith("magnet:"):
        torrent = lt.parse_magnet_uri(order["torrent"])
    else:
        torrent = lt.add_torrent_params()
        torrent.ti = lt.torrent_info(order["torrent"])
    torrent.save_path = order["dir"]
    with lock:
        handles[order["node"]] = sessions[order["node"]].add_torrent(torrent)


def obey():
    for line in sys.stdin:
        order = json.loads(line)
        if order["command"] == "add":
            add(order)
        elif order["command"] == "search":
            info_hash = lt.sha1_hash(bytes.fromhex(order["hash"]))
            sessions[order["node"]].dht_get_peers(info_hash)
        elif order["command"] == "introduce":
            for session in sessions:
                session.add_dht_node((order["host"], order["port"]))
        elif order["command"] == "nodes":
            say("nodes", counts=table_sizes())
        elif order["command"] == "quit":
            break
    done.set()


def report(node, alert):
    print(f"{node} {type(alert).__name__}: {alert.message()}", file=sys.stderr, flush=True)
    if isinstance(alert, lt.metadata_received_alert):
        say("metadata", node=node)
    elif isinstance(alert, lt.torrent_finished_alert):
        say("complete", node=node)
    elif isinstance(alert, lt.dht_reply_alert):
        say("found", node=node, peers=alert.num_peers)
    elif isinstance(alert, lt.dht_get_peers_reply_alert):
        searched = str(alert.info_hash)
        say("searched", node=node, hash=searched, peers=alert.num_peers())


def meet():
    """A node that was only named is asked; who answers enters the table."""
    for session in sessions:
        for index in range(count):
            if session is not sessions[index]:
                session.add_dht_node(address_of(index))


meet()
threading.Thread(target=obey, daemon=True).start()
ready = False
announced = time.monotonic()
while not done.wait(LOOK_SECONDS):
    if not ready and min(table_sizes()) >= min(KNOWN_ENOUGH, count - 1):
        ready = True
        say("ready", nodes=["%s:%d" % address_of(index) for index in range(count)])
    for node, session in enumerate(sessions):
        for alert in session.pop_alerts():
            report(node, alert)
    if time.monotonic() - announced > ANNOUNCE_SECONDS:
        announced = time.monotonic()
        with lock:
            for handle in handles.values():
                handle.force_dht_announce()
