"""A camera that answers PTP over TCP (CIPA DC-005, ISO 15740), as much of it as a tethering library asks for.

Prints "port N" once it listens on the loopback. Then obeys lines on standard input and answers each with "done":

  shoot PATH            the shutter: the file lies on the card, and the event channel says so
  quiet PATH TAB N      the file lies on the card and nothing is said; taken N seconds before now (0 where TAB N is left out)
  clock SECONDS         the camera's clock is so far ahead, behind when below 0
  folder NAME           pictures lie in a new folder from now on
  cut BYTES             the next picture that is fetched breaks off after so many bytes, and the camera is gone
  drop                  the connection breaks; nobody gets in
  back                  who comes is let in again
  busy, free            refuses every session, as a camera does that another program has; no longer
  count                 answers "fetched NAME NAME ..." in the order in which pictures were handed out whole
"""

import os
import socket
import struct
import sys
import threading
import time

OK, OPERATION_UNKNOWN, BAD_HANDLE, DEVICE_BUSY = 0x2001, 0x2005, 0x2009, 0x2019
STORAGE, FOLDER_DCIM, FOLDER_PICTURES = 0x00010001, 1, 2
JPEG, FOLDER, UNKNOWN_FORMAT = 0x3801, 0x3001, 0x3000
OBJECT_ADDED = 0x4002
OPERATIONS = [0x1001, 0x1002, 0x1003, 0x1004, 0x1005, 0x1006, 0x1007, 0x1008, 0x1009, 0x101B]


def text(value):
    """A PTP string: count of characters with the closing zero, then UTF-16."""
    return b"\0" if not value else bytes([len(value) + 1]) + (value + "\0").encode("utf-16-le")


def numbers(values, form):
    return struct.pack("<I", len(values)) + b"".join(struct.pack("<" + form, value) for value in values)


class Card:
    """What lies on the card: handle -> (name, format, bytes, parent, time taken)."""

    def __init__(self):
        self.objects = {
            FOLDER_DCIM: ("DCIM", FOLDER, b"", 0, time.time()),
            FOLDER_PICTURES: ("100TEST", FOLDER, b"", FOLDER_DCIM, time.time()),
        }
        self.folder = FOLDER_PICTURES

    def open_folder(self, name):
        self.folder = max(self.objects) + 1
        self.objects[self.folder] = (name, FOLDER, b"", FOLDER_DCIM, time.time())

    def add(self, path, taken):
        with open(path, "rb") as file:
            data = file.read()
        name = os.path.basename(path)
        kind = JPEG if name.lower().endswith((".jpg", ".jpeg")) else UNKNOWN_FORMAT
        handle = max(self.objects) + 1
        self.objects[handle] = (name, kind, data, self.folder, taken)
        return handle

    def handles(self, kind, parent):
        wanted = {0: None, 0xFFFFFFFF: 0}.get(parent, parent)
        return [
            handle
            for handle, (_, its, _, above, _) in self.objects.items()
            if (wanted is None or above == wanted) and kind in (0, its)
        ]

    def info(self, handle):
        name, kind, data, parent, taken = self.objects[handle]
        stamp = time.strftime("%Y%m%dT%H%M%S", time.localtime(taken))
        return (
            struct.pack("<IHHI", STORAGE, kind, 0, len(data))
            + struct.pack("<HIII", 0, 0, 0, 0)
            + struct.pack("<III", 0, 0, 0)
            + struct.pack("<IHII", parent, 1 if kind == FOLDER else 0, 0, 0)
            + text(name) + text(stamp) + text(stamp) + text("")
        )


class Camera:
    def __init__(self):
        self.card = Card()
        self.lock = threading.Lock()
        self.clock = 0.0
        self.is_there = True
        self.is_busy = False
        self.cut = None
        self.fetched = []
        self.connections = []
        self.event_channel = None
        self.listener = socket.create_server(("127.0.0.1", 0))

    # What the test says.

    def obey(self, line):
        word, _, rest = line.partition(" ")
        if word == "shoot":
            with self.lock:
                handle = self.card.add(rest, time.time() + self.clock)
            self.say(OBJECT_ADDED, handle)
        elif word == "quiet":
            path, _, seconds = rest.partition("\t")
            with self.lock:
                self.card.add(path, time.time() + self.clock - float(seconds or 0))
        elif word == "clock":
            self.clock = float(rest)
        elif word == "folder":
            with self.lock:
                self.card.open_folder(rest)
        elif word == "cut":
            self.cut = int(rest)
        elif word == "drop":
            self.leave()
        elif word == "back":
            self.is_there = True
        elif word in ("busy", "free"):
            self.is_busy = word == "busy"
        elif word == "count":
            return " ".join(["fetched"] + self.fetched)
        return "done"

    def leave(self):
        self.is_there = False
        with self.lock:
            gone, self.connections, self.event_channel = self.connections, [], None
        for connection in gone:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            connection.close()

    def say(self, code, handle):
        with self.lock:
            channel = self.event_channel
        if channel:
            try:
                send(channel, 8, struct.pack("<HII", code, 0xFFFFFFFF, handle))
            except OSError:
                pass

    # What the library says.

    def listen(self):
        while True:
            connection, _ = self.listener.accept()
            if not self.is_there:
                connection.close()
                continue
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            with self.lock:
                self.connections.append(connection)
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            kind, _ = receive(connection)
            if kind == 1:
                send(connection, 2, struct.pack("<I", 1) + bytes(range(16)) + "Test\0".encode("utf-16-le") + struct.pack("<I", 0x10000))
                self.commands(connection)
            elif kind == 3:
                with self.lock:
                    self.event_channel = connection
                send(connection, 4, b"")
        except (OSError, EOFError, ValueError):
            pass

    def commands(self, connection):
        while True:
            kind, payload = receive(connection)
            if kind != 6:
                continue
            _, code, transaction = struct.unpack_from("<IHI", payload)
            parameters = struct.unpack_from("<%dI" % ((len(payload) - 10) // 4), payload, 10)
            result, data = self.answer(code, parameters + (0,) * 5)
            if data is not None:
                self.send_data(connection, transaction, data, code, parameters)
            send(connection, 7, struct.pack("<HI", result, transaction))

    def send_data(self, connection, transaction, data, code, parameters):
        send(connection, 9, struct.pack("<IQ", transaction, len(data)))
        is_picture = code in (0x1009, 0x101B)
        if is_picture and self.cut is not None:
            cut, self.cut = self.cut, None
            # The header promises the whole, the wire breaks in the middle of it.
            connection.sendall(struct.pack("<III", len(data) + 12, 12, transaction) + data[:cut])
            self.leave()
            raise EOFError
        send(connection, 12, struct.pack("<I", transaction) + data)
        if is_picture:
            name, _, whole, _, _ = self.card.objects[parameters[0]]
            start = parameters[1] if code == 0x101B else 0
            if start + len(data) == len(whole):
                self.fetched.append(name)

    def answer(self, code, parameters):
        with self.lock:
            objects = self.card.objects
            if code == 0x1001:
                return OK, self.device()
            if code == 0x1002:
                return (DEVICE_BUSY if self.is_busy else OK), None
            if code == 0x1003:
                return OK, None
            if code == 0x1004:
                return OK, numbers([STORAGE], "I")
            if code == 0x1005:
                return OK, struct.pack("<HHHQQI", 4, 3, 0, 64 << 30, 32 << 30, 1000) + text("card") + text("")
            if code in (0x1006, 0x1007):
                handles = self.card.handles(parameters[1], parameters[2])
                return (OK, None) if code == 0x1006 else (OK, numbers(handles, "I"))
            if code not in OPERATIONS:
                return OPERATION_UNKNOWN, None
            if parameters[0] not in objects:
                return BAD_HANDLE, None
            data = objects[parameters[0]][2]
            if code == 0x1008:
                return OK, self.card.info(parameters[0])
            if code == 0x1009:
                return OK, data
            return OK, data[parameters[1] : parameters[1] + parameters[2]]

    def device(self):
        return (
            struct.pack("<HIH", 100, 0, 0) + text("") + struct.pack("<H", 0)
            + numbers(OPERATIONS, "H") + numbers([OBJECT_ADDED], "H") + numbers([], "H") + numbers([], "H")
            + numbers([JPEG, FOLDER], "H") + text("Biying") + text("Test camera") + text("1.0") + text("1")
        )


def send(connection, kind, payload):
    connection.sendall(struct.pack("<II", len(payload) + 8, kind) + payload)


def receive(connection):
    length, kind = struct.unpack("<II", exactly(connection, 8))
    if not 8 <= length <= 1 << 20:
        raise ValueError
    return kind, exactly(connection, length - 8)


def exactly(connection, count):
    data = b""
    while len(data) < count:
        piece = connection.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def main():
    camera = Camera()
    threading.Thread(target=camera.listen, daemon=True).start()
    print("port", camera.listener.getsockname()[1], flush=True)
    for line in sys.stdin:
        print(camera.obey(line.rstrip("\n")), flush=True)


main()
