"""Makes a torrent with libtorrent.

argv[1]: {"parent": folder, "name": str, "files": [{"path": [str], "size": int}],
          "single": bool, "pieceLength": int, "trackers": [url],
          "webSeeds": [url], "out": path, "version": "v1" | "v2" | "hybrid"}
stdout:  {"v1": 40 hex digits or null, "v2": 64 hex digits or null}
"""

import json
import os
import sys

import libtorrent as lt

order = json.loads(sys.argv[1])
storage = lt.file_storage()
for file in order["files"]:
    path = [order["name"]] if order["single"] else [order["name"], *file["path"]]
    storage.add_file(os.path.join(*path), file["size"])
FLAGS = {
    "v1": lt.create_torrent.v1_only,
    "v2": lt.create_torrent.v2_only,
    "hybrid": 0,
}
torrent = lt.create_torrent(storage, order["pieceLength"], FLAGS[order["version"]])
for tier, tracker in enumerate(order["trackers"]):
    torrent.add_tracker(tracker, tier)
for address in order["webSeeds"]:
    torrent.add_url_seed(address)
lt.set_piece_hashes(torrent, order["parent"])
encoded = lt.bencode(torrent.generate())
with open(order["out"], "wb") as out:
    out.write(encoded)
hashes = lt.torrent_info(order["out"]).info_hashes()
print(
    json.dumps(
        {
            "v1": str(hashes.v1) if hashes.has_v1() else None,
            "v2": str(hashes.v2) if hashes.has_v2() else None,
        }
    )
)
