"""Wapiti 3.0.4 of Debian 12 stops on Python 3.11 as soon as an address is to be left out: a flag stands at the end of its pattern. The same, with the flag in front."""
import re, sys
from wapitiCore.net import crawler
from wapitiCore.main.wapiti import wapiti_main

crawler.wildcard_translate = lambda pattern: re.compile("(?ms)" + ".*".join(re.escape(part) for part in pattern.split("*")) + r"\Z")
sys.argv[0] = "wapiti"
sys.exit(wapiti_main())
