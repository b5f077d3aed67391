"""What libtorrent makes of magnet links.

stdin:  a link as a JSON string a line
stdout: a line of JSON for each: {"error": str}, {"unknown": true} or what it reads
"""

import json
import sys

import libtorrent as lt


def read(link):
    try:
        magnet = lt.parse_magnet_uri(link)
    except Exception as error:
        return {"error": str(error)}
    try:
        return fields(magnet)
    except UnicodeDecodeError:
        return {"unknown": True}


def fields(magnet):
    hashes = magnet.info_hashes
    return {
        "v1": str(hashes.v1) if hashes.has_v1() else None,
        "v2": str(hashes.v2) if hashes.has_v2() else None,
        "name": magnet.name,
        "trackers": magnet.trackers,
        "webSeeds": magnet.url_seeds,
        "peers": [list(peer) for peer in magnet.peers],
        "nodes": [list(node) for node in magnet.dht_nodes],
        "selected": [
            file for file, priority in enumerate(magnet.file_priorities) if priority
        ],
    }


for line in sys.stdin:
    print(json.dumps(read(json.loads(line))))
