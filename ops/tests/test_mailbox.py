"""The local mail catcher, in a real SMTP conversation."""

import json
import smtplib
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from email.message import EmailMessage

import pytest

from ops import wait
from ops.paths import ROOT


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def mailbox(tmp_path):
    smtp, http = free_port(), free_port()
    addresses = [f"--smtp=127.0.0.1:{smtp}", f"--http=127.0.0.1:{http}", f"--folder={tmp_path}"]
    process = subprocess.Popen([sys.executable, "-m", "ops.mailbox", *addresses], cwd=ROOT)
    wait.until(lambda: wait.http_status(f"http://127.0.0.1:{http}/health") == 200, 10, "it does not start")
    yield smtp, f"http://127.0.0.1:{http}"
    process.terminate()
    process.wait(10)


def send(port: int, to: str, subject: str = "Votre compte") -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Stock <stock@exemple.fr>", to, subject
    message.set_content("Ouvrez http://127.0.0.1:5500/#/confirmer?token=a&b")
    message.add_alternative("<html><head></head><body><b>été</b></body></html>", subtype="html")
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        smtp.send_message(message)


def read(url: str) -> str:
    with urllib.request.urlopen(url) as answer:
        return answer.read().decode()


def test_a_mail_is_caught_and_shown_and_goes_nowhere(mailbox):
    smtp, url = mailbox
    send(smtp, "lea@exemple.fr")
    send(smtp, "max@exemple.fr", "<script>alert(1)</script>")
    [mail] = json.loads(read(f"{url}/api/mails?to=LEA@exemple.fr"))
    assert mail["subject"] == "Votre compte" and "token=a&b" in mail["text"] and "été" in mail["html"]
    assert "&lt;script&gt;" in read(url) and "<script>" not in read(url)
    assert "Votre compte" in read(f"{url}/mails/{mail['id']}")
    with urllib.request.urlopen(f"{url}/mails/{mail['id']}/html") as answer:
        assert "script-src" not in answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_what_is_attached_is_named_and_comes_out_as_it_went_in(mailbox):
    smtp, url = mailbox
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "stock@exemple.fr", "lea@exemple.fr", "Facture"
    message.set_content("Ci-joint.")
    message.add_attachment(b"%PDF-1.7 \x00\xff", maintype="application", subtype="pdf", filename="été.pdf")
    with smtplib.SMTP("127.0.0.1", smtp) as server:
        server.send_message(message)
    [mail] = json.loads(read(f"{url}/api/mails?to=lea@exemple.fr"))
    assert [(file["name"], file["type"]) for file in mail["attachments"]] == [("été.pdf", "application/pdf")]
    assert "été.pdf" in read(f"{url}/mails/{mail['id']}")
    with urllib.request.urlopen(f"{url}/mails/{mail['id']}/files/0") as answer:
        assert answer.read() == b"%PDF-1.7 \x00\xff"
        assert answer.headers["Content-Type"] == "application/octet-stream"
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{url}/mails/{mail['id']}/files/1")


def test_an_unknown_mail_is_a_404(mailbox):
    assert wait.http_status(f"{mailbox[1]}/mails/999") == 404
    assert wait.http_status(f"{mailbox[1]}/mails/..%2f..%2fetc") == 404
