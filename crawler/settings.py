"""Scrapy's settings for this project: as few parts as the catalogue spider needs, each bound on purpose."""

from crawler.sites import Politeness

_DEFAULTS = Politeness()

BOT_NAME = "gapfinder"
SPIDER_MODULES = ["spiders"]
USER_AGENT = _DEFAULTS.agent

# The download handler keeps to these over all crawls of a run; Crawl-delay and Retry-After add to them.
DOWNLOAD_DELAY = _DEFAULTS.delay
DOWNLOAD_DELAY_JITTER = 0.0  # the delay that was agreed on, not one somewhere about it
CONCURRENT_REQUESTS_PER_DOMAIN = _DEFAULTS.concurrency
CONCURRENT_REQUESTS = 0  # no limit over all hosts: the spider itself keeps no more than `concurrency` under way
DOWNLOAD_TIMEOUT = _DEFAULTS.timeout
DOWNLOAD_MAXSIZE = _DEFAULTS.max_bytes
ALLOW_PRIVATE_ADDRESSES = _DEFAULTS.allow_private
ROBOTS_MAX_AGE = 24 * 60 * 60  # seconds; RFC 9309 (2.4)
IGNORE_CRAWL_DELAY = _DEFAULTS.ignore_crawl_delay

# Plain asyncio: a crawl can then be run more than once in a process, which a Twisted reactor does not allow.
TWISTED_REACTOR_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.fetching.handler.FetchHandler",
    "https": "crawler.fetching.handler.FetchHandler",
    **dict.fromkeys(("data", "file", "ftp", "s3")),
}

# No Accept-Language: a shop's own language is the one that its catalogue is complete in.
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5"
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.browsing.middleware.DrawingMiddleware": 50,
    "crawler.fetching.middlewares.robots.RobotsMiddleware": 100,
    "crawler.fetching.middlewares.retries.RetryMiddleware": 550,
    "crawler.fetching.middlewares.redirects.RedirectMiddleware": 600,
    "crawler.fetching.middlewares.conditions.ConditionsMiddleware": 650,
    # replaced by ours, which fail closed, slow down and keep within the site
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    # done by the download handler
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": None,
    # of no use here
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
SPIDER_MIDDLEWARES = {
    # the survey decides what is asked and wants to see every answer
    "scrapy.spidermiddlewares.start.StartSpiderMiddleware": None,
    "scrapy.spidermiddlewares.httperror.HttpErrorMiddleware": None,
    "scrapy.spidermiddlewares.referer.RefererMiddleware": None,
    "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
    "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
    "scrapy.spidermiddlewares.metacopy.MetaCopyDetectionMiddleware": None,
}
EXTENSIONS = {
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.memusage.MemoryUsage": None,
    "scrapy.extensions.memdebug.MemoryDebugger": None,
    "scrapy.extensions.spiderstate.SpiderState": None,
    "scrapy.extensions.throttle.AutoThrottle": None,
    "scrapy.extensions.remote_control.RemoteControl": None,  # no door into a running crawl
}
TELNETCONSOLE_ENABLED = False
DUPEFILTER_CLASS = "scrapy.dupefilters.BaseDupeFilter"  # the frontier takes every page in once
WARN_ON_GENERATOR_RETURN_VALUE = False  # reads the source of every callback; a third of the time of a small page
CONCURRENT_ITEMS = 1  # Scrapy starts that many tasks for each answer, whatever comes of it
COOKIES_ENABLED = False
FEED_EXPORT_ENCODING = "utf-8"
LOG_LEVEL = "INFO"
