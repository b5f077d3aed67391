"""One libtorrent peer at one address, driven by JSON lines.

argv[1]: {"torrent": path or magnet link, "dir": folder, "address": IPv4,
          "uploadLimit": bytes/s, "downloadLimit": bytes/s, "settings": {...},
          "pex": whether it exchanges peers}
stdin:   {"command": "add-peer", "host": str, "port": int}
         {"command": "stats"}
         {"command": "quit"}   (as does the end of stdin)
stdout:  {"event": "listening", "port": int}
         {"event": "complete"}   everything verified, and handed to the file system
         {"event": "progress" | "stats", "state": str, "done": bytes, "size": bytes,
          "downloaded": payload bytes, "uploaded": payload bytes, "peers": int}
         {"event": "error", "message": str}
stderr:  libtorrent's alerts, for whoever reads why a test failed
"""

import json
import sys
import threading

import libtorrent as lt

PROGRESS_SECONDS = 0.25

config = json.loads(sys.argv[1])

# Several connections from 127.0.0.1 are several peers; nothing leaves the machine.
SETTINGS = {
    "listen_interfaces": config["address"] + ":0",
    "outgoing_interfaces": config["address"],
    "enable_dht": False,
    "enable_lsd": False,
    "enable_upnp": False,
    "enable_natpmp": False,
    # Over loopback its uTP manages 7 MB/s, and it prefers it where it can.
    "enable_incoming_utp": False,
    "enable_outgoing_utp": False,
    "allow_multiple_connections_per_ip": True,
    "upload_rate_limit": config["uploadLimit"],
    "download_rate_limit": config["downloadLimit"],
    "alert_mask": lt.alert.category_t.error_notification
    | lt.alert.category_t.status_notification
    | lt.alert.category_t.storage_notification
    | lt.alert.category_t.peer_notification,
}


def say(event, **details):
    # One write a line: the commands' thread and the alerts' thread both speak.
    sys.stdout.write(json.dumps({"event": event, **details}) + "\n")
    sys.stdout.flush()


def limit_loopback_too(session):
    """Peers on local networks are otherwise in a class of their own, without limits."""
    rules = lt.ip_filter()
    rules.add_rule("0.0.0.0", "255.255.255.255", 1 << session.global_peer_class_id)
    session.set_peer_class_filter(rules)


def figures(handle):
    status = handle.status()
    return {
        "state": str(status.state),
        "done": status.total_wanted_done,
        "size": status.total_wanted,
        "downloaded": status.total_payload_download,
        "uploaded": status.total_payload_upload,
        "peers": status.num_peers,
    }


def obey(handle, done):
    for line in sys.stdin:
        order = json.loads(line)
        if order["command"] == "add-peer":
            handle.connect_peer((order["host"], order["port"]))
        elif order["command"] == "stats":
            say("stats", **figures(handle))
        elif order["command"] == "quit":
            break
    done.set()


def report(alert, handle):
    print(f"{type(alert).__name__}: {alert.message()}", file=sys.stderr, flush=True)
    if isinstance(alert, lt.listen_succeeded_alert):
        if alert.socket_type == lt.socket_type_t.tcp:
            say("listening", port=alert.port)
    elif isinstance(alert, lt.torrent_finished_alert):
        handle.flush_cache()
    elif isinstance(alert, lt.cache_flushed_alert) and handle.status().is_finished:
        say("complete")
    elif isinstance(alert, (lt.torrent_error_alert, lt.file_error_alert)):
        say("error", message=alert.message())


session = lt.session({**SETTINGS, **config["settings"]})
if config["uploadLimit"] or config["downloadLimit"]:
    limit_loopback_too(session)
if config["torrent"].startswith("magnet:"):
    torrent = lt.parse_magnet_uri(config["torrent"])
else:
    torrent = lt.add_torrent_params()
    torrent.ti = lt.torrent_info(config["torrent"])
torrent.save_path = config["dir"]
torrent.flags = lt.torrent_flags.update_subscribe
if not config["pex"]:
    torrent.flags |= lt.torrent_flags.disable_pex
handle = session.add_torrent(torrent)

# Not wait_for_alert: it returns the first of a queue that libtorrent may be moving
# elsewhere at that moment, and Python looks at it (a segmentation fault now and then).
stirred = threading.Event()
session.set_alert_notify(stirred.set)
done = threading.Event()
threading.Thread(target=obey, args=(handle, done), daemon=True).start()
last = None
while not done.is_set():
    stirred.wait(PROGRESS_SECONDS)
    stirred.clear()
    for alert in session.pop_alerts():
        report(alert, handle)
    now = figures(handle)
    if now != last:
        last = now
        say("progress", **now)
