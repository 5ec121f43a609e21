"""Why an article reads as it does: its blocks in order, with what was stricken and by which proof.

Rule 1: it shows what the database holds; nothing is stricken anew for the occasion.
Rule 2: what stayed although a rule matches it is explained as well as what went.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from pipelines.jobs.naming import meant
from pipelines.model import Block, Page, Rule, RuleState, Site, SiteRules, Template
from pipelines.store import dossiers, templates
from pipelines.store.dossiers import Address, Dossier, Reach, Struck
from pipelines.template.kept import kept_because, matching
from pipelines.template.shape import word_count

_NO_RULES = SiteRules()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What proves a strike. articles: of so many that show it, `of` were looked at.

    witnesses: addresses of up to five of them, with the article's number where it is filed.
    """

    articles: int
    of: int
    witnesses: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A block of the page. state: kept, stricken, or outside (a neighbour of the body).

    struck, proof: of a stricken one. note: what else is to be said of it, or "".
    """

    block: Block
    state: str
    struck: Struck | None = None
    proof: Proof | None = None
    note: str = ""

    @property
    def words(self) -> int:
        """As `shape.word_count` counts them."""
        return word_count(self.block.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article and its lines. site_version: of the site's template as it is now."""

    dossier: Dossier
    site_version: int
    lines: tuple[Line, ...]

    def words(self, state: str) -> int:
        """How many words are kept, stricken, or outside."""
        return sum(line.words for line in self.lines if line.state == state)

    @property
    def summary(self) -> str:
        """Words kept and stricken, and the strikes by kind of evidence."""
        kinds = Counter(struck.evidence for struck in self.dossier.struck.values())
        counted = ", ".join(f"{count} by {kind}" for kind, count in sorted(kinds.items()))
        strikes = f" in {len(self.dossier.struck)} blocks ({counted})" if counted else ""
        return f"{self.words('kept')} words kept, {self.words('stricken')} stricken{strikes}"


def explain(
    connection: Connection, subject: str, sites: Mapping[str, Site]
) -> Explanation | Address:
    """The article with this number or address; or what is known of an address without one.

    sites: by key; their `keep` entries shield blocks. Raises UsageError for what is unknown.
    """
    found = meant(connection, subject)
    if isinstance(found, Address):
        return found
    return _explained(connection, dossiers.dossier(connection, found), sites)


def _explained(connection: Connection, one: Dossier, sites: Mapping[str, Site]) -> Explanation:
    template = templates.load(connection, one.site)
    site = sites.get(one.site)
    proofs = _proofs(connection, one, template)
    page = Page(url=one.url_key, headline=one.headline, language=one.language, blocks=one.blocks)
    reader = _Reader(
        page=page,
        template=template,
        site=site.rules if site else _NO_RULES,
        struck=one.struck,
        proofs=proofs,
    )
    lines = tuple(reader.line(at) for at in range(len(one.blocks)))
    return Explanation(dossier=one, site_version=template.version, lines=lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    page: Page
    template: Template
    site: SiteRules
    struck: Mapping[int, Struck]
    proofs: Mapping[str, Proof]

    def line(self, at: int) -> Line:
        """One block with its state."""
        block = self.page.blocks[at]
        if struck := self.struck.get(block.index):
            proof, note = self.proofs[struck.rule], _decided(struck, self.template)
            return Line(block=block, state="stricken", struck=struck, proof=proof, note=note)
        if not block.in_body:
            return Line(block=block, state="outside")
        return Line(block=block, state="kept", note=self._kept(at, block))

    def _kept(self, at: int, block: Block) -> str:
        rule = matching(block, self.template)
        if rule is None:
            return ""
        why = kept_because(at, self.page, rule, self.template, self.site)
        return f"{rule.key} matches it, yet {why}"


def _decided(struck: Struck, template: Template) -> str:
    """What became of the rule since, where it does not strike any more."""
    rule = _named(template).get(struck.rule)
    if rule is None or rule.state is RuleState.ACTIVE:
        return ""
    return f"the rule is {rule.state.value} by now; the article follows when it is cleaned again"


def _proofs(connection: Connection, one: Dossier, template: Template) -> Mapping[str, Proof]:
    """The learned rules' own support; of the others, where else they strike on this site."""
    learned = _named(template)
    used = sorted({struck.rule for struck in one.struck.values()})
    others = [rule for rule in used if rule not in learned]
    reaches = dossiers.reach(connection, one.site, others)
    total = dossiers.articles_of(connection, one.site)
    shown = _witnesses(learned[rule] for rule in used if rule in learned)
    seen = [url for reach in reaches.values() for url in reach.urls]
    numbers = dossiers.article_ids(connection, [*shown, *seen])
    proofs = {rule: _by_reach(reaches[rule], total, numbers) for rule in others}
    return proofs | {rule: _learned(learned[rule], numbers) for rule in used if rule in learned}


def _learned(rule: Rule, numbers: Mapping[str, int]) -> Proof:
    return Proof(
        articles=rule.support_pages,
        of=rule.support_of,
        witnesses=_numbered(rule.witnesses, numbers),
    )


def _by_reach(reach: Reach, total: int, numbers: Mapping[str, int]) -> Proof:
    return Proof(articles=reach.articles, of=total, witnesses=_numbered(reach.urls, numbers))


def _named(template: Template) -> Mapping[str, Rule]:
    return {rule.key: rule for rule in template.rules}


def _witnesses(rules: Iterable[Rule]) -> list[str]:
    return [url for rule in rules for url in rule.witnesses]


def _numbered(
    urls: Sequence[str], numbers: Mapping[str, int]
) -> tuple[tuple[str, int | None], ...]:
    return tuple((url, numbers.get(url)) for url in urls)
