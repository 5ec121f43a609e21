"""`copydesk templates`: what each site repeats, and a person's word on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from crawler.cli import database
from crawler.cli.options import Invocation, common, invocation
from pipelines.errors import UsageError
from pipelines.model import DECIDED, Rule, RuleState, Site
from pipelines.sites import load_files
from pipelines.typed_toml import nearest

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipelines.store.rulings import Struck, TemplateRow

_SAMPLE_CHARS = 60
_STATES = [state.value for state in RuleState]


@click.group()
@common
def templates() -> None:
    """Look at what each site repeats; protect, retire or restore a rule."""


@templates.command("list", epilog="Example: copydesk templates list")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each site.")
@common
@click.pass_context
def list_(context: click.Context, as_json: bool) -> None:
    """Show every site that has learned a template: its version and its rules by state."""
    from pipelines.store import rulings
    from pipelines.store.engine import reading

    call = invocation(context)
    with database.opened_current(call.settings.db) as engine, reading(engine) as connection:
        rows = rulings.listing(connection)
    if as_json:
        for row in rows:
            call.terminal.json(_template_as_json(row))
    elif rows:
        columns = ("site", "version", "learned", *_STATES)
        call.terminal.table(columns, [_template_row(row) for row in rows])
    else:
        call.terminal.say("No site has learned a template yet; `copydesk crawl` teaches them.")


@templates.command(epilog="Example: copydesk templates show gazette.example --state held")
@click.argument("site")
@click.option("--state", type=click.Choice(_STATES), help="Only rules in this state.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One line of JSON for each rule.")
@common
@click.pass_context
def show(context: click.Context, site: str, state: str | None, limit: int, as_json: bool) -> None:
    """Show what is stricken from a site's articles, rule by rule, the farthest reaching first.

    Articles and words say how far a rule reaches now; support, on how many of the articles that
    were looked at it was seen when it was last learned. Rules of phrases, structure and slots
    are everybody's and have no support of their own.
    """
    call = invocation(context)
    with database.opened_current(call.settings.db) as engine:
        rows = [row for row in _ruled(engine, site) if state in (None, row.state)]
    if as_json:
        for row in rows[:limit]:
            call.terminal.json(row.as_json())
        return
    columns = ("rule", "state", "articles", "words", "support", "sample")
    call.terminal.table(columns, [row.as_row() for row in rows[:limit]])
    if len(rows) > limit:
        call.terminal.say(f"{len(rows) - limit} more; --limit shows them")


@templates.command(epilog="Example: copydesk templates protect repetition:text:42f1e0987b1e")
@click.argument("rule")
@click.option("--site", help="Of this site; needed where several have the rule.")
@common
@click.pass_context
def protect(context: click.Context, rule: str, site: str | None) -> None:
    """Never strike what the rule is about, whatever else speaks against it.

    The stored articles are mended at once from their stored blocks. `restore` undoes it.
    """
    _decide(invocation(context), rule, site, RuleState.PROTECTED)


@templates.command(epilog="Example: copydesk templates retire phrase:en:share:share")
@click.argument("rule")
@click.option("--site", help="Of this site; needed where several have the rule.")
@common
@click.pass_context
def retire(context: click.Context, rule: str, site: str | None) -> None:
    """Switch a rule off; other rules may still strike the same text.

    The stored articles are mended at once from their stored blocks. `restore` undoes it.
    """
    _decide(invocation(context), rule, site, RuleState.RETIRED)


@templates.command(epilog="Example: copydesk templates restore repetition:text:42f1e0987b1e")
@click.argument("rule")
@click.option("--site", help="Of this site; needed where several have the rule.")
@common
@click.pass_context
def restore(context: click.Context, rule: str, site: str | None) -> None:
    """Undo `protect` or `retire`: the rule strikes again, and is learning's again."""
    _decide(invocation(context), rule, site, RuleState.ACTIVE)


@templates.command(epilog="Example: copydesk templates learn --dry-run")
@click.argument("site", required=False)
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@common
@click.pass_context
def learn(context: click.Context, site: str | None, dry_run: bool) -> None:
    """Learn now from the stored articles of a site, or of all, and clean what it touches."""
    call = invocation(context)
    sites = _sites(call)
    with database.opened_current(call.settings.db) as engine:
        keys = [_known_site(engine, site)] if site else _learned_sites(engine)
        if dry_run:
            _foretell(call, engine, keys)
            return
        with database.at_work(engine):
            _learn(call, engine, [sites.get(key, _bare(key)) for key in keys])


def _learn(call: Invocation, engine: "Engine", sites: Iterable[Site]) -> None:
    from pipelines.jobs.relearn import relearn
    from pipelines.jobs.run import utc_now

    rows = [relearn(engine, site, call.settings.template_window, utc_now) for site in sites]
    columns = ("site", "version", "rules", "articles cleaned again")
    call.terminal.table(columns, [(r.site, r.version, r.rules, r.articles) for r in rows])


def _foretell(call: Invocation, engine: "Engine", keys: Sequence[str]) -> None:
    from pipelines.jobs.relearn import foretold

    rows = [foretold(engine, key, call.settings.template_window) for key in keys]
    columns = ("site", "rules to come", "rules to go", "rules to change", "articles to clean")
    call.terminal.table(
        columns, [(r.site, r.coming, r.going, r.changing, r.articles) for r in rows]
    )


def _decide(call: Invocation, key: str, site: str | None, state: RuleState) -> None:
    from pipelines.jobs.deciding import decide
    from pipelines.jobs.run import utc_now

    sites = _sites(call)
    with database.opened_current(call.settings.db) as engine:
        name = _site_of(engine, key, site)
        rule = _rule(engine, name, key)
        if rule.state is state or (state is RuleState.ACTIVE and rule.state not in DECIDED):
            call.terminal.say(f"{key} of {name} is {rule.state.value}: nothing to do")
            return
        with database.at_work(engine):
            done = decide(engine, sites.get(name, _bare(name)), rule, state, utc_now())
    change = done.words_after - done.words_before
    call.terminal.say(
        f"{key} of {name} is {state.value}: {done.articles} articles cleaned again, "
        f"{change:+} words"
    )


def _sites(call: Invocation) -> dict[str, Site]:
    """The site files: their `keep` and `drop` hold when articles are cleaned again."""
    files, problems = load_files(call.settings.sites_dir)
    for problem in problems:
        call.terminal.warn(problem)
    return {file.site.key: file.site for file in files}


def _bare(key: str) -> Site:
    """A site whose file is gone: its articles are there all the same."""
    return Site(key=key, name=key, home="")


def _learned_sites(engine: "Engine") -> list[str]:
    from pipelines.store import rulings
    from pipelines.store.engine import reading

    with reading(engine) as connection:
        return [row.site for row in rulings.listing(connection)]


def _known_site(engine: "Engine", site: str) -> str:
    known = _learned_sites(engine)
    if site in known:
        return site
    near = nearest(site, known)
    hint = f"; the nearest is {near}" if near else "; `copydesk templates list` shows all"
    raise UsageError(f"there is no template of {site}{hint}")


def _site_of(engine: "Engine", key: str, site: str | None) -> str:
    """The site that is meant. Raises UsageError where that is not clear."""
    from pipelines.store import rulings
    from pipelines.store.engine import reading

    with reading(engine) as connection:
        having = rulings.sites_with(connection, key)
        if not having:
            near = nearest(key, rulings.keys(connection))
            hint = f"; the nearest is {near}" if near else ""
            raise UsageError(f"there is no rule {key}{hint}")
    if site and site in having:
        return site
    if site or len(having) > 1:
        raise UsageError(f"{key} is a rule of {', '.join(having)}: say which with --site")
    return having[0]


def _rule(engine: "Engine", site: str, key: str) -> Rule:
    from pipelines.jobs.deciding import builtin
    from pipelines.store import rulings
    from pipelines.store import templates as stored
    from pipelines.store.engine import reading

    with reading(engine) as connection:
        rules = {rule.key: rule for rule in stored.load(connection, site).rules}
        if key in rules:
            return rules[key]
        return builtin(key, rulings.struck(connection, site)[key].evidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ruled:
    """A rule and its reach; either may be missing: nothing struck, or nobody's own."""

    key: str
    rule: Rule | None
    struck: "Struck | None"

    @property
    def state(self) -> str:
        return self.rule.state.value if self.rule else RuleState.ACTIVE.value

    @property
    def reach(self) -> tuple[int, int]:
        return (self.struck.words, self.struck.articles) if self.struck else (0, 0)

    @property
    def sample(self) -> str:
        sample = self.struck.sample if self.struck else self.rule.sample if self.rule else ""
        return " ".join(sample.split())

    def as_row(self) -> tuple[object, ...]:
        words, articles = self.reach
        is_learned = self.rule is not None and self.rule.support_of
        support = (
            f"{self.rule.support_pages} of {self.rule.support_of}"
            if is_learned and self.rule
            else ""
        )
        return self.key, self.state, articles, words, support, self.sample[:_SAMPLE_CHARS]

    def as_json(self) -> dict[str, object]:
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


def _ruled(engine: "Engine", site: str) -> list[_Ruled]:
    """Rules of a site and those that strike there, by words and articles."""
    from pipelines.store import rulings
    from pipelines.store import templates as stored
    from pipelines.store.engine import reading

    key = _known_site(engine, site)
    with reading(engine) as connection:
        rules = {rule.key: rule for rule in stored.load(connection, key).rules}
        struck = rulings.struck(connection, key)
    found = [
        _Ruled(key=name, rule=rules.get(name), struck=struck.get(name))
        for name in sorted(rules.keys() | struck.keys())
    ]
    return sorted(found, key=lambda one: one.reach, reverse=True)


def _template_row(row: "TemplateRow") -> tuple[object, ...]:
    counts = (row.states.get(state, 0) for state in _STATES)
    return row.site, row.version, f"{row.learned_at:%Y-%m-%d %H:%M}", *counts


def _template_as_json(row: "TemplateRow") -> dict[str, object]:
    return {
        "site": row.site,
        "version": row.version,
        "learned_at": row.learned_at.isoformat(),
        "rules": dict(row.states),
    }
