"""Mails, mailboxes and what Outlook makes of them."""
