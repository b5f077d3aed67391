"""Sends the file argv[1] to whoever connects, one after another, at the kernel's speed.

stdout: the port on 127.0.0.1
"""

import socket
import sys

with open(sys.argv[1], "rb") as file, socket.create_server(("127.0.0.1", 0)) as server:
    print(server.getsockname()[1], flush=True)
    while True:
        connection, _ = server.accept()
        with connection:
            connection.sendfile(file, 0)
