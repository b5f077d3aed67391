"""Makes a v1 torrent with libtorrent.

argv[1]: {"parent": folder, "name": str, "files": [{"path": [str], "size": int}],
          "single": bool, "pieceLength": int, "trackers": [url], "out": path}
stdout:  {"infoHash": 40 hex digits}
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
torrent = lt.create_torrent(
    storage, order["pieceLength"], lt.create_torrent.v1_only
)
for tier, tracker in enumerate(order["trackers"]):
    torrent.add_tracker(tracker, tier)
lt.set_piece_hashes(torrent, order["parent"])
encoded = lt.bencode(torrent.generate())
with open(order["out"], "wb") as out:
    out.write(encoded)
print(json.dumps({"infoHash": str(lt.torrent_info(order["out"]).info_hash())}))
