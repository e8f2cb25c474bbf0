// Called by eng/bench/pages: serves the published portal with demo data, visits its pages with Lighthouse, prints a table and fails where a promise is missed.
import { spawn, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const [portal, folder, runs] = process.argv.slice(2);
const most = { beforeScripts: 12_000, withScripts: 65_000 };
const least = { performance: 98, accessibility: 100, "best-practices": 100 };

for (const old of ["", "-wal", "-shm"]) rmSync(join(folder, "pages.db" + old), { force: true });
const server = spawn("dotnet", [join(portal, "Portal.Web.dll"), "--urls", "http://localhost:0"], {
  env: { ...process.env, ASPNETCORE_ENVIRONMENT: "Demo", PORTAL__DATABASE__CONNECTIONSTRING: `Data Source=${join(resolve(folder), "pages.db")}` },
});
try {
  const address = await served();
  const cookie = await signIn(address);
  const sale = await declined(address, cookie);
  let missed = await visit("sign-in", `${address}/account/login`);
  missed += await visit("lookup", `${address}/lookup`, cookie);
  missed += await visit("lookup with results", `${address}${sale.lookup}`, cookie);
  missed += await visit("transaction", `${address}${sale.page}`, cookie);
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
  for (const [, name, value] of html.slice(html.indexOf('action="/account/login"')).matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)) form.set(name, value);
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

async function visit(name, url, cookie) {
  const reports = [];
  for (let run = 0; run < runs; run++) reports.push(lighthouse(url, cookie));
  const requests = reports[0].audits["network-requests"].details.items;
  const size = what => requests.filter(what).reduce((sum, r) => sum + r.transferSize, 0);
  const withScripts = size(() => true), beforeScripts = withScripts - size(r => r.resourceType === "Script");
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

function lighthouse(url, cookie) {
  const output = join(folder, "lighthouse.json");
  const done = spawnSync(join(folder, "node_modules/.bin/lighthouse"), [url, "--quiet", "--output=json", `--output-path=${output}`,
    "--only-categories=performance,accessibility,best-practices", "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage",
    ...(cookie ? [`--extra-headers=${JSON.stringify({ Cookie: cookie })}`] : [])], { encoding: "utf8" });
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
