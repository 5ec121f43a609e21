"""Which article a person means: by its number in the database, or by any of its addresses."""

from sqlalchemy import Connection

from pipelines.errors import UsageError
from pipelines.store import dossiers
from pipelines.store.dossiers import Address
from pipelines.urls import absolute, url_key


def meant(connection: Connection, subject: str) -> int | Address:
    """The article's number; or what is known of an address that gave no article.

    Raises UsageError for a number or an address that is unknown, with those that begin alike.
    """
    key = _key(subject)
    number = int(subject) if subject.isdecimal() else dossiers.article_at(connection, key)
    if number is None:
        return _address(connection, subject, key)
    if not dossiers.has_article(connection, number):
        raise UsageError(f"there is no article {number}")
    return number


def _key(subject: str) -> str:
    if "://" in subject:
        return url_key(absolute("", subject) or subject)
    address = absolute("", f"https://{subject}")
    return url_key(address) if address else subject


def _address(connection: Connection, subject: str, key: str) -> Address:
    found = dossiers.address(connection, key)
    if found is not None:
        return found
    near = dossiers.near(connection, key)
    hint = f"; known ones are {', '.join(near)}" if near else ""
    raise UsageError(f"{subject}: no article and no known address{hint}")
