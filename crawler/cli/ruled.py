"""The rules of a site with their reach: what `copydesk templates show` prints."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.errors import UsageError
from pipelines.model import Rule, RuleState
from pipelines.typed_toml import nearest

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.store.rulings import Struck

_SAMPLE_CHARS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """A rule and its reach; either may be missing: nothing struck, or nobody's own."""

    key: str
    rule: Rule | None
    struck: "Struck | None"

    @property
    def state(self) -> str:
        """As a person reads it; what is nobody's own rule is active."""
        return self.rule.state.value if self.rule else RuleState.ACTIVE.value

    @property
    def reach(self) -> tuple[int, int]:
        """Words and articles that it touches."""
        return (self.struck.words, self.struck.articles) if self.struck else (0, 0)

    @property
    def sample(self) -> str:
        """What it strikes, in one line."""
        sample = self.struck.sample if self.struck else self.rule.sample if self.rule else ""
        return " ".join(sample.split())

    def as_row(self) -> tuple[object, ...]:
        """A row of the table."""
        words, articles = self.reach
        is_learned = self.rule is not None and self.rule.support_of
        support = (
            f"{self.rule.support_pages} of {self.rule.support_of}"
            if is_learned and self.rule
            else ""
        )
        return self.key, self.state, articles, words, support, self.sample[:_SAMPLE_CHARS]

    def as_json(self) -> dict[str, object]:
        """The line for programs."""
        words, articles = self.reach
        rule = self.rule
        return {
            "rule": self.key,
            "state": self.state,
            "articles": articles,
            "words": words,
            "support_articles": rule.support_pages if rule else None,
            "support_of": rule.support_of if rule else None,
            "witnesses": list(rule.witnesses) if rule else [],
            "pattern": rule.pattern if rule else None,
            "path": rule.path if rule else None,
            "sample": self.sample,
        }


def ruled(engine: "Engine", site: str) -> list[Ruled]:
    """Rules of a site and those that strike there, by words and articles."""
    from pipelines.store import rulings
    from pipelines.store import templates as stored
    from pipelines.store.engine import reading

    key = known_site(engine, site)
    with reading(engine) as connection:
        rules = {rule.key: rule for rule in stored.load(connection, key).rules}
        struck = rulings.struck(connection, key)
    found = [
        Ruled(key=name, rule=rules.get(name), struck=struck.get(name))
        for name in sorted(rules.keys() | struck.keys())
    ]
    return sorted(found, key=lambda one: one.reach, reverse=True)


def learned_sites(engine: "Engine") -> list[str]:
    """The keys of the sites that have a template."""
    from pipelines.store import rulings
    from pipelines.store.engine import reading

    with reading(engine) as connection:
        return [row.site for row in rulings.listing(connection)]


def known_site(engine: "Engine", site: str) -> str:
    """The site, if it has a template. Raises UsageError with the nearest that has."""
    known = learned_sites(engine)
    if site in known:
        return site
    near = nearest(site, known)
    hint = f"; the nearest is {near}" if near else "; `copydesk templates list` shows all"
    raise UsageError(f"there is no template of {site}{hint}")
