"""Names, numbers and codes as messages and helpers may show them (glossary, rules of style)."""

from __future__ import annotations


def masked_name(name: str) -> str:
    """李* · Li *"""
    name = name.strip()
    if not name:
        return ""
    if name.isascii() or " " in name:
        return f"{name.split()[0]} *"
    return f"{name[0]}*"


def masked_document(number: str) -> str:
    """3301**********1234; a short number shows its last two only."""
    if len(number) < 12:
        return "*" * max(0, len(number) - 2) + number[-2:]
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def masked_mobile(mobile: str) -> str:
    """138****1234 for a mainland number, +44****5678 for another."""
    if mobile.startswith("+86"):
        local = mobile.removeprefix("+86").strip()
        return f"{local[:3]}****{local[-4:]}"
    return f"{mobile[:3]}****{mobile[-4:]}" if len(mobile) >= 8 else "****"


def masked_email(address: str) -> str:
    """l****@example.com"""
    user, at, host = address.partition("@")
    return f"{user[:1]}****{at}{host}"


def masked_code(code: str) -> str:
    """****: nothing of a one-time or invitation code stays on the record, dashes excepted."""
    return "-".join("*" * len(part) for part in code.split("-"))
