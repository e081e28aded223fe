#!/usr/bin/env python3
"""Graduates who answer: answer.py ADDRESSES PEOPLE OUTPUT

ADDRESSES: of one server or several, with commas between; each request goes to the next one.
PEOPLE: a line each, `id token how`; how is right, wrong, twice (two devices at once) or stale (says what is no longer there).
Eight of them at once. OUTPUT: a line for each who was answered, `id how confirmed|again|refused number`; again: the first time he heard nothing, written as soon as it is known.

Whoever gets no answer asks again, as a browser's user does; nobody gives up within three minutes.
"""
import http.client
import html.parser
import re
import sys
import threading
import time
import urllib.parse
import uuid

PICTURE = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8
PATIENCE = 180
AT_ONCE = 8


class Hidden(html.parser.HTMLParser):
    """The hidden fields of a page's form that sends an answer."""

    def __init__(self):
        super().__init__()
        self.fields = {}

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "input" and found.get("type") == "hidden":
            self.fields[found["name"]] = found.get("value", "")


class Phone:
    def __init__(self, addresses, token, place):
        self.addresses, self.turn, self.asked = addresses, place, 0
        self.headers = {
            "Cookie": "biying-session=" + token, "X-Forwarded-For": "198.51.%d.%d" % (place // 250 % 250, place % 250 + 1)}

    def ask(self, method, path, body=None, kind=None):
        """Status, address it leads to, and text; asks until somebody answers."""
        until = time.monotonic() + PATIENCE
        self.asked = 0
        while True:
            self.turn += 1
            self.asked += 1
            host = self.addresses[self.turn % len(self.addresses)]
            headers = dict(self.headers, Origin="http://" + host)
            if kind:
                headers["Content-Type"] = kind
            try:
                connection = http.client.HTTPConnection(host, timeout=30)
                connection.request(method, path, body=body, headers=headers)
                answer = connection.getresponse()
                text = answer.read().decode("utf-8", "replace")
                connection.close()
                if answer.status < 429:
                    return answer.status, answer.headers.get("Location", ""), text
            except (OSError, http.client.HTTPException):
                pass
            if time.monotonic() > until:
                raise SystemExit("no answer from %s in %d s" % (path, PATIENCE))
            time.sleep(0.05)

    def form(self, path):
        """Nil when the page sends one elsewhere: the answer is there already."""
        status, location, text = self.ask("GET", path)
        if status == 303 or status == 302:
            return None
        page = Hidden()
        page.feed(text)
        return dict(page.fields, sure="on")

    def send(self, path, fields, evidence):
        if not evidence:
            return self.ask("POST", path, urllib.parse.urlencode(fields).encode(), "application/x-www-form-urlencoded")
        mark = uuid.uuid4().hex
        parts = [
            b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (mark.encode(), name.encode(), value.encode())
            for name, value in fields.items()]
        parts.append(
            b'--%s\r\nContent-Disposition: form-data; name="evidence"; filename="card.jpg"\r\nContent-Type: image/jpeg\r\n\r\n%s\r\n'
            % (mark.encode(), PICTURE))
        parts.append(b"--%s--\r\n" % mark.encode())
        return self.ask("POST", path, b"".join(parts), "multipart/form-data; boundary=" + mark)

    def number(self):
        found = re.search(r"校-[0-9A-Z]+(?:-[0-9A-Z]+)*", self.ask("GET", "/mine/receipt")[2])
        return found.group(0) if found else "none"


def answer(addresses, place, line, said):
    person, token, how = line.split()
    phone = Phone(addresses, token, place)
    path = "/mine/proof/" + ("wrong" if how == "wrong" else "right")
    fields = phone.form(path)
    if fields is None:
        return said(person, how, "closed", phone.number())
    if how == "wrong":
        fields["somebody"] = "on"
    if how == "stale":
        fields["data"] = str(int(fields["data"]) + 1)
    devices = [phone] if how != "twice" else [phone, Phone(addresses, token, place + 1)]
    results = [None] * len(devices)

    def send(at):
        results[at] = (*devices[at].send(path, fields, how == "wrong"), devices[at].asked)

    threads = [threading.Thread(target=send, args=(at,)) for at in range(len(devices))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for status, location, text, asked in results:
        if status == 303 and location.split("?")[0] == "/mine/receipt" and "answered" not in location:
            said(person, how, "confirmed" if asked == 1 else "again", phone.number())
        else:
            said(person, how, "refused-%d" % status, phone.number())


def main():
    addresses, people, output = sys.argv[1].split(","), sys.argv[2], sys.argv[3]
    with open(people, encoding="utf-8") as lines, open(output, "w", encoding="utf-8") as out:
        lock, rest, failed = threading.Lock(), list(enumerate(lines)), []

        def said(*words):
            with lock:
                out.write(" ".join(words) + "\n")
                out.flush()

        def work():
            while not failed:
                with lock:
                    if not rest:
                        return
                    place, line = rest.pop()
                try:
                    answer(addresses, place * 7, line, said)
                except BaseException as error:
                    failed.append(error)

        workers = [threading.Thread(target=work) for _ in range(AT_ONCE)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        if failed:
            raise failed[0]


if __name__ == "__main__":
    main()
