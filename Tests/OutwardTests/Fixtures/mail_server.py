"""A real SMTP server on loopback for the tests of Outward.

It prints its port as the first line, keeps each mail (read by Python's own e-mail package) as N.json in the folder given,
and leaves when its standard input ends. What it answers depends on the addressee:
rejected@ 550, later@ 450, dropped@ no answer to DATA.
"""

import argparse
import asyncio
import base64
import email
import email.policy
import email.utils
import itertools
import json
import logging
import pathlib
import ssl
import sys
from email.header import decode_header

from aiosmtpd.smtp import SMTP, AuthResult


def shown_name(header):
    """The name before the address. The new e-mail parser of this Python puts spaces between adjacent encoded words of a name."""
    name, _ = email.utils.parseaddr(header)
    return "".join(part.decode(charset or "ascii") if isinstance(part, bytes) else part for part, charset in decode_header(name))


class Mailbox:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.numbers = itertools.count(1)

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("rejected@"):
            return "550 5.1.1 no such user " + address
        if address.startswith("later@"):
            return "450 4.2.0 greylisted"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if any(address.startswith("dropped@") for address in envelope.rcpt_tos):
            server.transport.abort()
            return "421 gone"
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        body = message.get_body(preferencelist=("plain",))
        kept = {
            "envelopeFrom": envelope.mail_from,
            "envelopeTo": envelope.rcpt_tos,
            "subject": message["Subject"],
            "from": str(message["From"]),
            "fromName": shown_name(email.message_from_bytes(envelope.content)["From"]),
            "to": [item.addr_spec for item in message["To"].addresses],
            "toNames": [item.display_name for item in message["To"].addresses],
            "replyTo": str(message["Reply-To"] or ""),
            "dateSeconds": int(message["Date"].datetime.timestamp()),
            "messageID": message["Message-ID"],
            "headerNames": [name for name, _ in message.items()],
            "text": body.get_content(),
            "textEncoding": body["Content-Transfer-Encoding"],
            "attachments": [
                {
                    "name": part.get_filename(),
                    "type": part.get_content_type(),
                    "base64": base64.b64encode(part.get_payload(decode=True)).decode(),
                }
                for part in message.iter_attachments()
            ],
            "defects": [str(defect) for part in message.walk() for defect in part.defects],
            "longestLine": max(len(line) for line in envelope.content.split(b"\r\n")),
            "isSevenBit": all(byte < 128 for byte in envelope.content),
            "isEncrypted": session.ssl is not None or isinstance(server.transport, asyncio.sslproto._SSLProtocolTransport),
            "user": session.auth_data,
        }
        path = self.folder / f"{next(self.numbers)}.json"
        path.write_text(json.dumps(kept))
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    right = (data.login, data.password) == (b"biying@example.edu.cn", "密码 p@ss".encode())
    return AuthResult(success=right, handled=False, auth_data=data.login.decode() if right else None)


async def serve(options):
    context = None
    if options.certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(options.certificate, options.key)
    box = Mailbox(options.folder)

    def protocol():
        return SMTP(
            box,
            hostname="mail.example.edu.cn",
            tls_context=context if options.mode == "starttls" else None,
            require_starttls=options.mode == "starttls",
            authenticator=authenticate if options.auth else None,
            auth_required=options.auth,
            auth_require_tls=options.mode == "starttls",
            data_size_limit=options.size,
            loop=asyncio.get_running_loop(),
        )

    loop = asyncio.get_running_loop()
    server = await loop.create_server(protocol, "127.0.0.1", 0, ssl=context if options.mode == "tls" else None)
    print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)
    server.close()


# Handshakes that fail are part of the tests.
logging.disable(logging.CRITICAL)
parser = argparse.ArgumentParser()
parser.add_argument("--folder", required=True)
parser.add_argument("--mode", choices=["plain", "starttls", "tls"], default="plain")
parser.add_argument("--certificate")
parser.add_argument("--key")
parser.add_argument("--auth", action="store_true")
parser.add_argument("--size", type=int, default=64 << 20)
asyncio.run(serve(parser.parse_args()))
