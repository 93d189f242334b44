"""The pages of the catcher. What a mail holds is shown as text, or as HTML in a frame that runs no script."""

from html import escape

from ops.mailbox.store import Mail

SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
STYLE = """
body{font:15px/1.5 system-ui,sans-serif;margin:0;background:#f1f5f9;color:#182433}
header{background:#0b5cab;padding:12px 20px}header a{color:#fff;text-decoration:none;font-weight:600}
main{max-width:860px;margin:20px auto;padding:0 12px}ul{list-style:none;margin:0;padding:0}
li a,section{display:block;background:#fff;border-radius:8px;padding:12px 16px;margin:0 0 8px;color:inherit;
text-decoration:none}li a:hover{outline:2px solid #0b5cab}small{color:#64748b}
iframe{width:100%;height:560px;border:1px solid #dbe3ec;border-radius:8px;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere}form{display:inline}
"""


def mailbox(mails: list[Mail], to: str) -> str:
    rows = "".join(
        f'<li><a href="/mails/{mail.id}"><strong>{escape(mail.subject)}</strong><br>'
        f"<small>{escape(', '.join(mail.to))} · {_moment(mail)}</small></a></li>"
        for mail in mails
    )
    empty = "<section>Aucun courriel pour l'instant. Ceux que le système envoie apparaissent ici.</section>"
    search = (
        f'<form><p><label>Destinataire <input name="to" type="search" value="{escape(to)}"></label> '
        "<button>Filtrer</button></p></form>"
    )
    return _frame(
        "Courriels", f'<meta http-equiv="refresh" content="10">{search}<ul>{rows}</ul>{"" if rows else empty}'
    )


def mail(mail: Mail) -> str:
    return _frame(
        mail.subject,
        f"<section><h1>{escape(mail.subject)}</h1>"
        f"<small>De {escape(mail.sender)} à {escape(', '.join(mail.to))} · {_moment(mail)}</small></section>"
        f"{_files(mail)}"
        f'<iframe title="HTML" sandbox="{SANDBOX}" src="/mails/{mail.id}/html"></iframe>'
        f"<section><h2>Texte</h2><pre>{escape(mail.text)}</pre></section>",
    )


def _files(mail: Mail) -> str:
    links = "".join(
        f'<li><a href="/mails/{mail.id}/files/{number}" download="{escape(file.name)}">'
        f"📎 {escape(file.name)}</a></li>"
        for number, file in enumerate(mail.attachments)
    )
    return f"<ul>{links}</ul>" if links else ""


def _moment(mail: Mail) -> str:
    return escape(mail.received_at[:19].replace("T", " ")) + " UTC"


def _frame(title: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}</style></head>'
        f'<body><header><a href="/">Courriels de Gestion de Stock</a></header>'
        f"<main>{body}</main></body></html>"
    )
