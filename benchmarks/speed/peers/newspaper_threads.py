"""newspaper4k with its own threads: `fetch_news` fetches and parses.

python newspaper_threads.py URLS THREADS
"""

import sys
from pathlib import Path

from newspaper import Article
from newspaper.mthreading import fetch_news

if __name__ == "__main__":
    # A language of its own for each page needs tokenizers that it does not bring.
    urls = Path(sys.argv[1]).read_text().split()
    articles = [Article(url, language="en", fetch_images=False) for url in urls]
    found = fetch_news(articles, threads=int(sys.argv[2]))
    print(f"stored {sum(bool(one.text) for one in found)}")
