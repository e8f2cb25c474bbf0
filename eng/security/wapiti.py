"""
Wapiti 3.0.4 of Debian 12, mended in two places from outside. It stops on Python 3.11 as soon as an address is to be left out: a flag stands at the end of its pattern.
And it asks for Brotli without being able to read it, sees no link on any page and then finds nothing anywhere: here it asks for plain pages.
"""
import re, sys
from wapitiCore.net import crawler
from wapitiCore.main.wapiti import wapiti_main

crawler.wildcard_translate = lambda pattern: re.compile("(?ms)" + ".*".join(re.escape(part) for part in pattern.split("*")) + r"\Z")
as_shipped = crawler.Crawler.__init__


def plain(self, *arguments, **named):
    as_shipped(self, *arguments, **{**named, "compression": False})


crawler.Crawler.__init__ = plain
sys.argv[0] = "wapiti"
sys.exit(wapiti_main())
