"""The spider that most people write: trafilatura in the callback, an ORM commit for each item.

python -m benchmarks.speed.peers.naive URLS DATABASE
"""

import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import trafilatura
from scrapy import Request, Spider
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

SETTINGS = {
    "LOG_LEVEL": "ERROR",
    "TELNETCONSOLE_ENABLED": False,
    "ITEM_PIPELINES": {"benchmarks.speed.peers.naive.Store": 300},
}


class Base(DeclarativeBase):
    """Its tables."""


class Article(Base):
    """A row for each page with a text."""

    __tablename__ = "articles"
    id: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str | None]
    author: Mapped[str | None]
    date: Mapped[str | None]
    text: Mapped[str]


class Store:
    """Its item pipeline."""

    def open_spider(self) -> None:
        """Scrapy calls it once."""
        engine = create_engine(f"sqlite:///{sys.argv[2]}")
        Base.metadata.create_all(engine)
        self.session = Session(engine)

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Scrapy calls it for each page."""
        if not self.session.scalar(select(Article).where(Article.url == item["url"])):
            self.session.add(Article(**item))
            self.session.commit()
        return item


class News(Spider):
    """Its spider."""

    name = "news"

    async def start(self) -> AsyncIterator[Request]:
        """Every page."""
        for url in Path(sys.argv[1]).read_text().split():
            yield Request(url)

    def parse(self, response: Response, **kwargs: Any) -> Any:
        """The article of a page, if it has one."""
        found = trafilatura.bare_extraction(response.text, url=response.url, with_metadata=True)
        if found is not None and not isinstance(found, dict) and found.text:
            yield {
                "url": response.url,
                "title": found.title,
                "author": found.author,
                "date": found.date,
                "text": found.text,
            }


if __name__ == "__main__":
    process = CrawlerProcess(SETTINGS)
    process.crawl(News)
    process.start()
