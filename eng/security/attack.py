"""Starts a portal, signs in as each role, lets wapiti and sqlmap loose on it, sums up. See run beside this file."""
import http.cookiejar, http.server, json, os, re, shutil, signal, socket, subprocess, sys, tempfile, threading, time, urllib.parse, urllib.request

what, minutes, published, out = sys.argv[1], float(sys.argv[2]), os.path.abspath(sys.argv[3]), os.path.abspath(sys.argv[4])
PASSWORD = "demo-counter-2026"
PEOPLE = {"cashier": "lin", "owner": "chen", "agent": "mei", "supervisor": "zhao", "trainer": "qian", "admin": "admin"}
# These two fetch lists of others' products from outside before they begin; everything here stays on this machine.
MODULES = "all,-nikto,-wapp"
# What would end the scanner's own sign-in, never ends, or is the same form again on every page (they have tests of their own), and files that nobody's input reaches.
LEFT_OUT = ["/account/logout*", "/account/sessions*", "/account/security*", "/live/*", "/account/language*", "/account/theme*", "/js/*", "/css/*", "/icons/*", "/images/*", "/_framework/*", "/vendor/*"]
findings = []


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Endpoint(http.server.BaseHTTPRequestHandler):
    """Where requests would arrive that a portal could be made to send. Wapiti itself asks here what arrived."""
    arrived = []

    def do_GET(self):
        if not re.match(r"/get_(ssrf|xxe)\.php", self.path):
            Endpoint.arrived.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    do_POST = do_HEAD = do_GET

    def log_message(self, *_):
        pass


class Portal:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="portal-attack-")
        self.url = f"http://127.0.0.1:{free_port()}"
        settings = {"ASPNETCORE_ENVIRONMENT": "Demo", "PORTAL_ROOT": self.folder, "PORTAL__RATELIMITS__ENABLED": "false", "PORTAL__LOGGING__LOGLEVEL__DEFAULT": "Error"}
        self.env = {**os.environ, **settings}
        self.log = open(os.path.join(out, "portal.log"), "w")
        self.process = subprocess.Popen(["dotnet", f"{published}/Portal.Web.dll", "--urls", self.url], env=self.env, stdout=self.log, stderr=self.log, start_new_session=True)
        for _ in range(180):
            try:
                urllib.request.urlopen(self.url + "/healthz/ready", timeout=2)
                return
            except Exception:
                if self.process.poll() is not None:
                    raise SystemExit("The portal ended before it served; see portal.log.")
                time.sleep(1)
        raise SystemExit("The portal did not serve within three minutes.")

    def verb(self, *arguments):
        return subprocess.run(["dotnet", f"{published}/Portal.Web.dll", *arguments], env=self.env, capture_output=True, text=True, check=True).stdout.strip().splitlines()[-1]

    def sign_in(self, name):
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = browser.open(self.url + "/account/login").read().decode()
        form = next(f for f in re.findall(r"<form.*?</form>", page, re.S) if 'name="password"' in f)
        fields = dict(re.findall(r'<input[^>]*type="hidden"[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
        fields.update({"email": f"{name}@demo.example", "password": PASSWORD})
        browser.open(self.url + "/account/login", urllib.parse.urlencode(fields).encode())
        cookie = "; ".join(f"{c.name}={c.value}" for c in jar)
        if "portal=" not in cookie:
            raise SystemExit(f"{name} could not sign in.")
        return cookie, browser

    def stop(self):
        try:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)
        except Exception:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def bounded(command, seconds, log):
    """Runs it in a group of its own. When its time is up it is interrupted, and answers "r" (report what you have) to whatever it asks then; at last it is ended."""
    with open(log, "w") as to:
        process = subprocess.Popen(command, stdout=to, stderr=subprocess.STDOUT, stdin=subprocess.PIPE, start_new_session=True)
        process.stdin.write(b"r\n" * 20)
        process.stdin.close()
        for patience, end in ((seconds, signal.SIGINT), (40, signal.SIGINT), (30, signal.SIGKILL), (10, None)):
            try:
                process.wait(patience)
                return
            except subprocess.TimeoutExpired:
                if end is not None:
                    os.killpg(process.pid, end)


def wapiti(portal):
    port = free_port()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    # Each signs in when its turn comes: staff who do nothing for a while are signed out. Only the stranger, at last, tries the sign-in form: after that
    # nobody from this address gets in for a while.
    roles = [*PEOPLE.items(), ("stranger", None)]
    each = minutes * 60 / len(roles)
    for role, name in roles:
        cookie = portal.sign_in(name)[0] if name else None
        report = os.path.join(out, f"wapiti-{role}.json")
        store = tempfile.mkdtemp(prefix="wapiti-")
        command = ["/usr/bin/python3", os.path.join(os.path.dirname(os.path.abspath(__file__)), "wapiti.py"), "-u", portal.url + "/", "--scope", "folder", "-m", MODULES, "--max-scan-time", str(each * 0.4), "--max-attack-time", str(max(3, each / 20)),
                   "--endpoint", f"http://127.0.0.1:{port}/", "--no-bugreport", "--flush-session", "--store-session", store, *(part for left in LEFT_OUT for part in ("-x", portal.url + left)), "--skip", "__RequestVerificationToken",
                   "--max-links-per-page", "40", "--max-files-per-dir", "12", "-f", "json", "-o", report, "-v", "1", "-t", "10"]
        if cookie:
            command += ["-H", "Cookie: " + cookie, "-x", portal.url + "/account/login*", "-x", portal.url + "/account/forgot*"]
        bounded(command, each * 2, os.path.join(out, f"wapiti-{role}.log"))
        shutil.rmtree(store, ignore_errors=True)
        if not os.path.exists(report):
            print(f"wapiti as {role}: no report within its time")
            findings.append((role, "no report"))
            continue
        told = json.load(open(report))
        crawled = re.findall(r"found (\d+) URLs and forms", open(os.path.join(out, f"wapiti-{role}.log"), errors="replace").read())
        pages = int(crawled[-1]) if crawled else 0
        counted = {kind: len(found) for part in ("vulnerabilities", "anomalies", "additionals") for kind, found in told.get(part, {}).items() if found}
        print(f"wapiti as {role}: {pages} pages and forms crawled, {counted or 'nothing found'}")
        if pages < 5:
            findings.append((role, "next to nothing was crawled: what was not found says nothing"))
        for kind, count in counted.items():
            findings.append((role, f"{kind}: {count}"))
    server.shutdown()
    print(f"requests the portal was made to send: {len(Endpoint.arrived)}")
    if Endpoint.arrived:
        findings.append(("endpoint", f"{len(Endpoint.arrived)} requests arrived"))


def sqlmap(portal):
    cookie, browser = portal.sign_in("chen")
    admin, _ = portal.sign_in("admin")
    key = portal.verb("key", "add", "--name", "attack", "--scope", "feed:write,transactions:read,sessions:write,tickets:read,tickets:write")
    api = "Authorization: Bearer " + key
    u = portal.url
    targets = [
        ("lookup", ["-u", f"{u}/lookup?terminal=10000001&at=now&amount=86&last4=1234&minutes=60", "--cookie", cookie]),
        ("lookup-staff", ["-u", f"{u}/lookup?merchant=898310058120001&terminal=10000001&at=now&amount=86", "--cookie", admin]),
        ("help", ["-u", f"{u}/help?q=card", "--cookie", cookie]),
        ("codes", ["-u", f"{u}/codes?q=51", "--cookie", cookie]),
        ("tickets", ["-u", f"{u}/tickets?page=1&status=open", "--cookie", cookie]),
        ("continue", ["-u", f"{u}/continue?code=ABCDEF", "--cookie", cookie]),
        ("no-record", ["-u", f"{u}/troubleshoot/no-record?terminal=10000001&at=now&amount=12", "--cookie", cookie]),
        ("reset", ["-u", f"{u}/account/reset?user=x&token=y"]),
        ("transaction", ["-u", f"{u}/transactions/1*", "--cookie", cookie]),
        ("api-lookup", ["-u", f"{u}/api/v1/transactions?terminal=10000001&at=now&amount=86&last4=1234&minutes=60&outcome=declined", "-H", api]),
        ("api-event", ["-u", f"{u}/api/v1/transactions?event_id=E1", "-H", api]),
        ("api-tickets", ["-u", f"{u}/api/v1/tickets?page=1&status=open", "-H", api]),
        ("api-one", ["-u", f"{u}/api/v1/transactions/1*", "-H", api]),
        ("api-session", ["-u", f"{u}/api/v1/sessions", "-H", api, "-H", "Content-Type: application/json", "--data", '{"terminal_id":"10000001","symptom":"no-network","amount":"1"}']),
        ("api-ticket", ["-u", f"{u}/api/v1/tickets", "-H", api, "-H", "Content-Type: application/json", "--data", '{"terminal_id":"10000001","message":"x","subject":"y"}']),
        ("api-feed", ["-u", f"{u}/api/v1/transactions?feed=fuzz", "-H", api, "-H", "Content-Type: application/json", "--data",
                      '[{"event_id":"S1","merchant_id":"898310058120001","terminal_id":"10000001","occurred_at":"2026-11-23T14:00:00+08:00","type":"sale","outcome":"approved","amount":"1.00","currency":"CNY"}]']),
    ]
    each = minutes * 60 / len(targets)
    for name, arguments in targets:
        folder = os.path.join(out, "sqlmap-" + name)
        shutil.rmtree(folder, ignore_errors=True)
        log = folder + ".log"
        bounded(["sqlmap", *arguments, "--batch", "--level", "2", "--risk", "2", "--dbms", "SQLite", "--threads", "4", "--flush-session", "--timeout", "10", "--retries", "0", "--time-sec", "3",
                 "--ignore-code", "400,404,422", "--disable-coloring", "--output-dir", folder], each, log)
        text = open(log, errors="replace").read()
        # What only "appears" so is tried again by sqlmap itself: this is what stands after that.
        hit = re.findall(r"sqlmap identified the following injection point[^\n]*|parameter [^\n]* is vulnerable", text)
        sent = re.findall(r"with a total of (\d+) HTTP", text)
        faults = re.findall(r"(5\d\d) \([^)]*\) - (\d+) times", text)
        done = "all tested parameters do not appear to be injectable" in text
        print(f"sqlmap on {name}: {'FOUND ' + hit[0] if hit else 'nothing found'}{'' if done or hit else ' (its time was up)'}{', 5xx: ' + str(faults) if faults else ''}{', ' + sent[-1] + ' requests' if sent else ''}")
        if hit or faults:
            findings.append((name, str(hit or faults)))


# A portal each: after one of them has tried the sign-in form, nobody from this address gets in for a while.
for name, tool in (("wapiti", wapiti), ("sqlmap", sqlmap)):
    if what not in (name, "all"):
        continue
    portal = Portal()
    try:
        tool(portal)
        urllib.request.urlopen(portal.url + "/healthz/ready", timeout=10)
    finally:
        portal.stop()

print(f"{len(findings)} findings")
for where, found in findings:
    print(f"  {where}: {found}")
sys.exit(1 if findings else 0)
