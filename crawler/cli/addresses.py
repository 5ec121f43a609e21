"""An address that gave no article, as a person or a program reads it."""

from typing import TYPE_CHECKING

from crawler.cli.terminal import Terminal

if TYPE_CHECKING:
    from pipelines.store.dossiers import Address


def show_address(terminal: Terminal, found: "Address", *, as_json: bool) -> None:
    """How the address ended and why, which source named it, and each request."""
    if as_json:
        terminal.json(_as_json(found))
        return
    outcome = found.outcome or "not asked for yet"
    terminal.answer(f"No article: {outcome}{f' ({found.reason})' if found.reason else ''}")
    terminal.say(f"{found.url} of {found.site}: {found.state}, {found.attempts} requests")
    if found.next_due_at:
        terminal.say(f"to be tried again at {found.next_due_at:%Y-%m-%d %H:%M} UTC")
    for source in found.found_in:
        terminal.say(f"named by {source}")
    rows = [
        (f"{one.at:%Y-%m-%d %H:%M}", one.status, one.outcome, one.reason) for one in found.tried
    ]
    terminal.table(("requested", "status", "outcome", "reason"), rows)


def _as_json(found: "Address") -> dict[str, object]:
    return {
        "article": None,
        "site": found.site,
        "url": found.url,
        "state": found.state,
        "outcome": found.outcome,
        "reason": found.reason,
        "attempts": found.attempts,
        "found_at": found.found_at.isoformat(),
        "found_in": list(found.found_in),
        "requests": [
            {"at": t.at.isoformat(), "status": t.status, "outcome": t.outcome, "reason": t.reason}
            for t in found.tried
        ],
    }
