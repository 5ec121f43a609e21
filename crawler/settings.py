"""Scrapy's settings, in the order of a request's life; each number with its reason.

What a user may set (`pipelines/settings.py`) is laid over this by `crawler/project.py`. Where a
comment says "seen", the trap behind it was reproduced with Scrapy 2.19's own defaults.
"""

from importlib.metadata import version

from crawler.middlewares import limits

BOT_NAME = "copydesk"
SPIDER_MODULES = ["crawler.spiders"]
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"

# ---------------------------------------------------------------- who asks
USER_AGENT = f"copydesk/{version('copydesk')}"  # with contact address: crawler/project.py
COOKIES_ENABLED = False  # no page may tell visits apart; Scrapy's also fetches the suffix list
REFERRER_POLICY = "no-referrer"  # where we come from is nobody's business

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": limits.ACCEPTED,
}

# ---------------------------------------------------------------- how fast
CONCURRENT_REQUESTS = 16  # 16 answers of 10 MiB at a time stay far below 400 MB
# Scrapy makes so many tasks for each answer that it works on, some kB each, and a page is one item:
# with its 100, pages that waited for a worker took 0.4 MB each (1 GB in a crawl of 20 sites).
CONCURRENT_ITEMS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1  # held by the download handler: with a delay of 0 Scrapy's leaks
DOWNLOAD_DELAY = 0.5  # two pages a second is what one reader's browser may do
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 0.5  # a host that answers slowly spends half its time on us
AUTOTHROTTLE_START_DELAY = 0  # DOWNLOAD_DELAY is the least
AUTOTHROTTLE_MAX_DELAY = 60  # twice DOWNLOAD_TIMEOUT
DOWNLOAD_DELAY_JITTER = 0.5  # half to one and a half times: many sites on one server do not meet
ROBOTS_CRAWL_DELAY_CAP_S = 30  # a longer Crawl-delay would keep a site's day of news for a week

# ---------------------------------------------------------------- where to
ALLOW_NETWORKS: list[str] = []  # CIDR; besides the public internet
HTTP_PROXY_URL: str | None = None
TWISTED_DNS_RESOLVER = "crawler.middlewares.address.GuardedResolver"  # also brings IPv6
REACTOR_THREADPOOL_MAXSIZE = 32  # a look-up holds a thread; dead name servers hold it for seconds
URLLENGTH_LIMIT = 2083  # Scrapy's; a longer address is a trap, not an article
DOWNLOAD_VERIFY_CERTIFICATES = True  # Scrapy's default takes any certificate
DOWNLOAD_HANDLERS = {
    "http": "crawler.middlewares.handler.BoundedHandler",
    "https": "crawler.middlewares.handler.BoundedHandler",
    # A link could read this machine's files, or spend its keys.
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}

# ---------------------------------------------------------------- how much
DOWNLOAD_MAXSIZE = 10 * 1024 * 1024  # seen: 809 bytes of brotli took 3.2 GB; real pages are < 5 MB
DOWNLOAD_WARNSIZE = 0  # the limit itself is reported, with an outcome
DOWNLOAD_HEADERS_MAXSIZE = 64 * 1024  # seen: endless headers took 2.9 GB; browsers stop at 256 KiB
DOWNLOAD_TIMEOUT = 30  # seconds for the whole answer; a site that drips costs no more
DOWNLOAD_FAIL_ON_DATALOSS = True  # half an article is none
MEMUSAGE_LIMIT_MB = 2048  # ends the crawl cleanly before the kernel ends it uncleanly
SCRAPER_SLOT_MAX_ACTIVE_SIZE = 50_000_000  # seen: at 5 MB, pages of 330 KB made tiny batches

# ---------------------------------------------------------------- a browser, for sites that need it
CHROMIUM: str | None = None  # the system's
RENDER_CONCURRENCY = 2  # pages at a time; each takes a process of some 150 MB and most of a core
RENDER_MAXSIZE = (
    30 * 1024 * 1024
)  # all that one page loads, unpacked; without images 2-5 MB is usual
RENDER_TIMEOUT = 30  # seconds for one page from its first script to its DOM
RENDER_SETTLE = 8  # seconds for the network to fall silent; then the page is taken as it stands

# ---------------------------------------------------------------- again
RETRY_TIMES = 1  # once in a run; the rest are due times in the database
RETRY_HTTP_CODES = [500, 502, 504]  # 429 and 503 park the host instead
RETRY_EXCEPTIONS = [
    "scrapy.exceptions.DownloadConnectionRefusedError",
    "scrapy.exceptions.DownloadFailedError",
    "scrapy.exceptions.ResponseDataLossError",
    "twisted.internet.error.ConnectError",
    "twisted.internet.error.ConnectionClosed",
    "crawler.middlewares.refusals.BodyDamaged",
]
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"  # the outcome says it
REDIRECT_MAX_TIMES = 5  # each hop passes every check below; more is a loop
METAREFRESH_MAXDELAY = 5  # seconds; news pages reload themselves after a minute or more

# ---------------------------------------------------------------- the way of a request
# From the spider to the network, top to bottom; answers go back up.
ROBOTSTXT_OBEY = False  # our own does it: Scrapy's sent 8 of 10 requests to a forbidden host
HTTPCACHE_ENABLED = False  # seen: pages served from it for weeks without asking
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.traps.TrapMiddleware": 40,
    "crawler.middlewares.address.AddressMiddleware": 50,
    "crawler.middlewares.politeness.PolitenessMiddleware": 80,
    "crawler.middlewares.robots.RobotsMiddleware": 100,
    "crawler.middlewares.conditional.ConditionalMiddleware": 200,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,  # the handler
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # the spider judges by site
}
HTTPERROR_ALLOW_ALL = True  # a 404 is news of a page, not an error
# None: the frontier is in the database. A filter would also drop a redirect to a page that was
# already asked for, and its address would end without an outcome.
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"

# Scrapy's default takes the newest request first; the frontier hands out the freshest page first.
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"

# ---------------------------------------------------------------- the way of a page
ITEM_PIPELINES = {
    "pipelines.stages.Reserve": 50,
    "pipelines.stages.Archive": 100,
    "pipelines.stages.Process": 200,
    "pipelines.stages.Store": 300,
}

# ---------------------------------------------------------------- around it
EXTENSIONS = {
    "crawler.extensions.progress.ProgressExtension": 500,
    "crawler.extensions.throttle.HostThrottle": 0,
    "scrapy.extensions.throttle.AutoThrottle": None,  # it would undercut what hosts ask for
}
TELNETCONSOLE_ENABLED = False  # a port that runs code
REMOTE_CONTROL_ENABLED = False  # another one, on by default since 2.19
LOG_INSTALL_ROOT_HANDLER = False  # the command decides where lines go
LOG_LEVEL = "INFO"
STATS_DUMP = False  # the run's record is in the database
