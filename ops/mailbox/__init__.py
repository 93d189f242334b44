"""The local mail catcher: takes every mail by SMTP, delivers none, and shows them on a page.

`python -m ops.mailbox --smtp 127.0.0.1:1025 --http 127.0.0.1:8025 --folder .stack/mails`
"""
