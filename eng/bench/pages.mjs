// Called by eng/bench/pages: serves the published portal with demo data, weighs what a first visit of its pages brings, visits them with Lighthouse,
// prints a table and fails where a promise is missed.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { join, resolve } from "node:path";
import { brotliDecompressSync } from "node:zlib";

const [portal, folder, runs] = process.argv.slice(2);
const most = { beforeScripts: 12_000, withScripts: 65_000 };
const least = { performance: 98, accessibility: 100, "best-practices": 100 };

for (const old of ["", "-wal", "-shm"]) rmSync(join(folder, "pages.db" + old), { force: true });
const server = spawn("dotnet", [join(portal, "Portal.Web.dll"), "--urls", "http://127.0.0.1:0"], {
  env: { ...process.env, ASPNETCORE_ENVIRONMENT: "Demo", PORTAL__DATABASE__CONNECTIONSTRING: `Data Source=${join(resolve(folder), "pages.db")}` },
});
try {
  const address = await served();
  const sale = await declined(address, await signIn(address));
  const pages = [["sign-in", "/account/login"], ["lookup", "/lookup", true], ["lookup with results", sale.lookup, true], ["transaction", sale.page, true]];
  let missed = 0;
  // A sign-in of its own for each: what a page brings is the same at the first visit of anybody.
  for (const [name, path, inside] of pages) missed += await weigh(name, address, path, inside && await signIn(address));
  if (runs > 0) for (const [name, path, inside] of pages) missed += await visit(name, address + path, inside && await signIn(address));
  process.exitCode = missed > 0 ? 1 : 0;
} finally {
  server.kill();
}

function served() {
  server.stderr.resume();
  return new Promise((found, failed) => {
    server.on("exit", () => failed(new Error("The portal did not start.")));
    server.stdout.on("data", text => {
      const line = /Now listening on: (http:\/\/\S+)|(http:\/\/(?:localhost|127\.0\.0\.1):\d+)/.exec(text);
      if (line) found((line[1] ?? line[2]).replace("127.0.0.1", "localhost"));
    });
  });
}

async function signIn(address) {
  const page = await fetch(`${address}/account/login`);
  const html = await page.text();
  const form = new URLSearchParams({ email: "chen@demo.example", password: "demo-counter-2026" });
  const fields = html.slice(html.indexOf('name="_handler" value="login"') - 30).split("</form>")[0];
  for (const [, name, value] of fields.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) form.set(name, value);
  const answer = await fetch(`${address}/account/login`, { method: "POST", body: form, redirect: "manual", headers: { cookie: cookies(page) } });
  if (answer.status !== 302 && answer.status !== 303) throw new Error(`Sign-in answered ${answer.status}.`);
  return cookies(page) + "; " + cookies(answer);
}

function cookies(answer) {
  return answer.headers.getSetCookie().map(c => c.split(";")[0]).join("; ");
}

/** The planted declines of 31000001 (docs/demo-data.md), found as a person would find them. */
async function declined(address, cookie) {
  const lookup = "/lookup?terminal=31000001&at=" + encodeURIComponent(new Date(Date.now() - 10 * 60_000).toISOString().slice(0, 19) + "Z");
  const html = await (await fetch(address + lookup, { headers: { cookie } })).text();
  const page = /href="\/?(transactions\/\d+)/.exec(html);
  if (!page) throw new Error("The lookup found nothing to visit.");
  return { lookup, page: "/" + page[1] };
}

/** Every byte a first visit brings over one connection, headers included: the page, then each file it names, as a browser that has nothing would ask. */
async function weigh(name, address, path, cookie) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const page = await ask(agent, address, path, cookie);
  const html = brotliDecompressSync(page.body).toString();
  const named = [...html.matchAll(/<(?:link[^>]+href|script[^>]+src|use href|img[^>]+src)="(?!data:)([^"#]+)/g)].map(m => "/" + m[1].replace(/^\//, ""));
  const files = [];
  for (const file of new Set(named)) files.push(await ask(agent, address, file, cookie));
  agent.destroy();

  const sum = list => list.reduce((total, f) => total + f.head + f.body.length, 0);
  const scripts = files.filter(f => f.path.endsWith(".js"));
  const withScripts = sum([page, ...files]), beforeScripts = withScripts - sum(scripts);
  const plain = [page, ...files].filter(f => /text|javascript|json|svg/.test(f.type) && !f.encoding).map(f => f.path);
  console.log(`${name}: ${(beforeScripts / 1000).toFixed(2)} kB before scripts (<= ${most.beforeScripts / 1000}), ${(withScripts / 1000).toFixed(2)} kB with them (<= ${most.withScripts / 1000}), not compressed: ${plain.join(" ") || "none"}`);
  for (const f of [page, ...files]) console.log(`    ${String(f.head).padStart(6)} + ${String(f.body.length).padStart(6)} ${f.path.slice(0, 80)}`);
  return [beforeScripts > most.beforeScripts, withScripts > most.withScripts, plain.length > 0].filter(Boolean).length;
}

function ask(agent, address, path, cookie) {
  return new Promise((answered, failed) => {
    const asking = request(address + path, { agent, headers: { "accept-encoding": "gzip, deflate, br", "accept-language": "zh-CN,zh", ...(cookie && { cookie }) } }, answer => {
      if (answer.statusCode !== 200) failed(new Error(`${path} answered ${answer.statusCode}.`));
      const parts = [];
      answer.on("data", part => parts.push(part));
      answer.on("end", () => {
        const body = Buffer.concat(parts);
        // Chunk marks count as head: everything that is not content.
        answered({ path, body, head: asking.socket.bytesRead - before - body.length, type: answer.headers["content-type"] ?? "", encoding: answer.headers["content-encoding"] });
      });
    });
    let before = 0;
    asking.on("socket", socket => { before = socket.bytesRead; });
    asking.on("error", failed);
    asking.end();
  });
}

async function visit(name, url, cookie) {
  const reports = [];
  for (let run = 0; run < runs; run++) reports.push(lighthouse(url, cookie));
  const requests = reports[0].audits["network-requests"].details.items;
  const size = what => requests.filter(what).reduce((sum, r) => sum + r.transferSize, 0);
  const withScripts = size(() => true), beforeScripts = withScripts - size(r => ["Script", "Fetch", "EventSource"].includes(r.resourceType));
  const plain = await uncompressed(requests, cookie);
  const circuits = requests.filter(r => r.resourceType === "WebSocket" || r.url.includes("/_blazor")).length;
  const best = Object.fromEntries(Object.keys(least).map(kind => [kind, reports.map(r => Math.round(r.categories[kind].score * 100))]));

  console.log(`${name}: ${(beforeScripts / 1000).toFixed(1)} kB before scripts, ${(withScripts / 1000).toFixed(1)} kB with them, ${requests.length} requests, ` +
    Object.entries(best).map(([kind, scores]) => `${kind} ${scores.join("/")}`).join(", ") + `, circuits ${circuits}, not compressed: ${plain.join(" ") || "none"}`);
  for (const r of requests) console.log(`    ${String(r.transferSize).padStart(7)} ${r.resourceType.padEnd(12)} ${r.url.replace(/^https?:\/\/[^/]+/, "").slice(0, 90)}`);
  for (const [kind, needed] of Object.entries(least))
    if (Math.max(...best[kind]) < 100)
      for (const id of reports[0].categories[kind].auditRefs.filter(a => a.weight > 0 && reports[0].audits[a.id].score < 0.9).map(a => a.id)) console.log(`    ${kind} (of ${needed}): ${id} ${reports[0].audits[id].displayValue ?? ""}`);
  return [beforeScripts > most.beforeScripts, withScripts > most.withScripts, circuits > 0, plain.length > 0, ...Object.entries(least).map(([kind, needed]) => Math.max(...best[kind]) < needed)]
    .filter(Boolean).length;
}

function lighthouse(url, cookie, again = 2) {
  const output = join(folder, "lighthouse.json");
  const done = spawnSync(join(folder, "node_modules/.bin/lighthouse"), [url, "--quiet", "--output=json", `--output-path=${output}`,
    "--only-categories=performance,accessibility,best-practices", "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ...(cookie ? [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`] : [])], { encoding: "utf8" });
  // Now and then the browser's trace begins too late to be of use; that says nothing about the page.
  if (done.status !== 0 && again > 0 && /NO_NAVSTART/.test(done.stderr)) return lighthouse(url, cookie, again - 1);
  if (done.status !== 0) throw new Error(done.stderr);
  const report = JSON.parse(readFileSync(output, "utf8"));
  if (report.runtimeError || report.finalDisplayedUrl !== url) throw new Error(`${url} ended at ${report.finalDisplayedUrl}: ${report.runtimeError?.message ?? ""}`);
  return report;
}

/** Texts that came without a content encoding. */
async function uncompressed(requests, cookie) {
  const found = [];
  for (const { url, mimeType, resourceType } of requests) {
    if (!/text|javascript|json|svg|manifest/.test(mimeType) || resourceType === "EventSource" || url.startsWith("data:")) continue;
    const answer = await fetch(url, { headers: { "accept-encoding": "br, gzip", ...(cookie && { cookie }) } });
    await answer.arrayBuffer();
    if (!answer.headers.get("content-encoding")) found.push(new URL(url).pathname);
  }
  return found;
}
