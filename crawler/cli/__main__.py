"""`python -m crawler.cli` is the `copydesk` command."""

from crawler.cli.main import main

if __name__ == "__main__":
    main()
