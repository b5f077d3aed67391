"""libtorrent with bare magnet links and one node of a DHT, until each has its first piece.

argv[1]: {"links": magnet links, "dir": folder, "host": str, "port": int of the node}
stdout:  {"event": "started" | "added" | "metadata" | "piece", "at": seconds}   on the clock
         of the system that all processes share; of the last link, which comes REST seconds
         after the first piece of the one before
"""

import json
import sys
import threading
import time

import libtorrent as lt

REST = 2

config = json.loads(sys.argv[1])

# What test/support/libtorrent_dht.py has for its nodes, and no way but the DHT.
SETTINGS = {
    "listen_interfaces": "127.0.0.1:0",
    "enable_dht": True,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    "enable_incoming_utp": False,
    "enable_outgoing_utp": False,
    "allow_multiple_connections_per_ip": True,
    "dht_bootstrap_nodes": "%s:%d" % (config["host"], config["port"]),
    "dht_restrict_routing_ips": False,
    "dht_restrict_search_ips": False,
    "dht_enforce_node_id": False,
    "dht_prefer_verified_node_ids": False,
    "dht_ignore_dark_internet": False,
    "alert_mask": lt.alert.category_t.status_notification
    | lt.alert.category_t.piece_progress_notification,
}


def find(link, say):
    torrent = lt.parse_magnet_uri(link)
    torrent.save_path = config["dir"]
    say("added")
    session.async_add_torrent(torrent)
    while True:
        stirred.wait()
        stirred.clear()
        for alert in session.pop_alerts():
            if isinstance(alert, lt.metadata_received_alert):
                say("metadata")
            elif isinstance(alert, lt.piece_finished_alert):
                say("piece")
                return


def say(event):
    sys.stdout.write(json.dumps({"event": event, "at": time.monotonic()}) + "\n")
    sys.stdout.flush()


stirred = threading.Event()
session = lt.session(SETTINGS)
session.set_alert_notify(stirred.set)
say("started")
for link in config["links"][:-1]:
    find(link, lambda event: None)
    time.sleep(REST)
    session.pop_alerts()
find(config["links"][-1], say)
# Until somebody has heard it.
sys.stdin.read()
