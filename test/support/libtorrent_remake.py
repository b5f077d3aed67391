"""What libtorrent makes of a torrent file, and of the files that it was made from.

argv: a torrent file, the file or folder it was made from
stdout: {"read": [v1, v2], "made": [v1, v2]}, hex digits or null
"""

import json
import os
import sys

import libtorrent as lt

torrent, path = sys.argv[1:]


def hashes(info):
    both = info.info_hashes()
    return [
        str(both.v1) if both.has_v1() else None,
        str(both.v2) if both.has_v2() else None,
    ]


read = lt.torrent_info(torrent)
v1, v2 = hashes(read)
storage = lt.file_storage()
if v2 is None:
    # Without a tree the order of the files is free, and libtorrent's is the disk's.
    files = read.files()
    for at in range(files.num_files()):
        storage.add_file(files.file_path(at), files.file_size(at), files.file_flags(at))
else:
    lt.add_files(storage, path)
flags = 0
if v2 is None:
    flags = lt.create_torrent.v1_only
elif v1 is None:
    flags = lt.create_torrent.v2_only
made = lt.create_torrent(storage, read.piece_length(), flags)
lt.set_piece_hashes(made, os.path.dirname(path))
made = lt.torrent_info(lt.bdecode(lt.bencode(made.generate())))
print(json.dumps({"read": [v1, v2], "made": hashes(made)}))
