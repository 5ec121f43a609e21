"""From addresses to site files: what `sites add` and `sites import` share."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.cli.options import Invocation
from pipelines.errors import ConfigError
from pipelines.site_text import FoundSource, SiteDraft, file_name, write_site
from pipelines.sites import load_files
from pipelines.urls import site_key

if TYPE_CHECKING:
    from crawler.spiders.exploring import Explored, Web

COLUMNS = ("kind", "articles", "newest", "address", "problem")


@dataclass(kw_only=True)
class Desk:
    """The site files of one command, and the count of what happened to them.

    names: what a person calls an address, where that was said.
    """

    call: Invocation
    force: bool = False
    names: dict[str, str] = field(default_factory=dict)
    paths: dict[str, Path] = field(default_factory=dict)
    added: int = 0
    present: int = 0
    failed: int = 0

    @classmethod
    def open(cls, call: Invocation, *, force: bool = False) -> "Desk":
        """With the sites that have a file already; broken files are reported."""
        files, problems = load_files(call.settings.sites_dir)
        desk = cls(call=call, force=force, paths={file.site.key: file.path for file in files})
        for problem in problems:
            call.terminal.warn(problem)
        return desk

    def has(self, address: str) -> bool:
        """Whether the site is there already, which is then said and counted."""
        path = self.paths.get(site_key(address))
        if path is None or self.force:
            return False
        self.present += 1
        self.call.terminal.say(
            f"{path}: exists, left as it is; `copydesk sites add --force` replaces it"
        )
        return True

    def add(self, draft: SiteDraft) -> None:
        """Write the site's file; a failure is reported and counted."""
        key = site_key(draft.home)
        path = self.paths.get(key, self.call.settings.sites_dir / file_name(key))
        try:
            write_site(path, draft, force=self.force)
        except ConfigError as error:
            self.fail(str(error))
            return
        self.paths[key] = path
        self.added += 1
        self.call.terminal.say(f"{path}: written")

    def fail(self, problem: str) -> None:
        """Report a site that could not be added, and count it."""
        self.failed += 1
        self.call.terminal.warn(problem)

    def explored(self, found: "Explored") -> None:
        """One site was looked at: show it and write its file."""
        if found.draft is None:
            self.fail(found.problem)
        elif not self.has(found.draft.home):  # a redirect may have led to a site that has a file
            name = self.names.get(found.asked) or found.draft.name
            draft = replace(found.draft, name=name)
            self._show(draft, found.others)
            self.add(draft)

    def _show(self, draft: SiteDraft, others: Sequence[FoundSource]) -> None:
        title = f"{draft.home}: {draft.name}" if draft.name else draft.home
        self.call.terminal.say(title)
        self.call.terminal.table(COLUMNS, [row(one) for one in (*draft.found, *others)])


def explore(desk: Desk, addresses: Sequence[str]) -> None:
    """Look at each address over the network and add what is found."""
    if not addresses:
        return
    desk.call.terminal.say(f"Looking at {', '.join(addresses[:3])}{' ...' * (len(addresses) > 3)}")
    from crawler.cli.probing import probe
    from crawler.spiders.exploring import explore_all

    async def work(web: "Web") -> AsyncIterator["Explored"]:
        async for found in explore_all(addresses, web):
            desk.explored(found)
            yield found

    probe(desk.call, addresses, work)


def row(found: FoundSource) -> tuple[object, ...]:
    """A source in a table."""
    newest = f"{found.newest:%Y-%m-%d}" if found.newest else ""
    return (found.source.kind.value, found.links, newest, found.source.url, found.problem)
