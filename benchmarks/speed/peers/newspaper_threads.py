"""newspaper4k with its own threads: `fetch_news` fetches and parses.

python newspaper_threads.py URLS THREADS
"""

import sys
from pathlib import Path

from newspaper import Article
from newspaper.mthreading import fetch_news

if __name__ == "__main__":
    articles = [Article(url, fetch_images=False) for url in Path(sys.argv[1]).read_text().split()]
    found = fetch_news(articles, threads=int(sys.argv[2]))
    print(f"stored {sum(bool(one.text) for one in found)}")
