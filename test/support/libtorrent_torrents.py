"""What libtorrent makes of torrent files, and torrent files that it makes.

argv: "read"      stdin: a torrent file in base64 a line
                  stdout: a line of JSON for each: {"error": str} or what it reads
      "make" DIR  stdout: torrent files of DIR in base64, a line each
"""

import base64
import json
import os
import sys

import libtorrent as lt


def read(torrent):
    try:
        info = lt.torrent_info(torrent)
    except Exception as error:
        return {"error": str(error)}
    if not info.is_valid():
        return {"error": "without an info dict"}
    files = info.files()
    hashes = info.info_hashes()
    return {
        "v1": str(hashes.v1) if hashes.has_v1() else None,
        "v2": str(hashes.v2) if hashes.has_v2() else None,
        "name": info.name(),
        "pieceLength": info.piece_length(),
        "pieceCount": info.num_pieces(),
        "size": info.total_size(),
        "files": [file(files, at) for at in range(files.num_files())],
        "trackers": [[t.tier, t.url] for t in info.trackers()],
        "webSeeds": [s["url"] for s in info.web_seeds() if s["type"] == 0],
        "nodes": [list(node) for node in info.nodes()],
        "private": info.priv(),
    }


def file(files, at):
    flags = int(files.file_flags(at))
    root = str(files.root(at))
    return {
        "path": files.file_path(at),
        "length": files.file_size(at),
        "offset": files.file_offset(at),
        "pad": bool(flags & 1),
        "hidden": bool(flags & 2),
        "executable": bool(flags & 4),
        "symlink": bool(flags & 8),
        "root": None if root == "0" * 64 else root,
    }


def make(folder):
    for flags in (lt.create_torrent.v1_only, lt.create_torrent.v2_only, 0,
                  lt.create_torrent.canonical_files_no_tail_padding):
        for path in [folder, os.path.join(folder, min(os.listdir(folder)))]:
            storage = lt.file_storage()
            lt.add_files(storage, path)
            torrent = lt.create_torrent(storage, 16384, flags)
            torrent.add_tracker("http://tracker/announce", 0)
            torrent.add_url_seed("http://seed/")
            torrent.add_node("router", 6881)
            torrent.set_priv(True)
            lt.set_piece_hashes(torrent, os.path.dirname(path))
            generated = torrent.generate()
            del generated[b"creation date"]
            yield lt.bencode(generated)


if sys.argv[1] == "make":
    for torrent in make(sys.argv[2]):
        print(base64.b64encode(torrent).decode())
else:
    for line in sys.stdin:
        try:
            answer = json.dumps(read(base64.b64decode(line)))
        except UnicodeDecodeError:
            # Python's, not libtorrent's: an address that is not UTF-8.
            answer = json.dumps({"unknown": True})
        print(answer)
