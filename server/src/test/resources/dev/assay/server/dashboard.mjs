// Uses the dashboard as a person would; prints one line of JSON that the test reads.
import { chromium } from "playwright-core";

const [, , address, program, picture] = process.argv;
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"];
const quiet = ["--disable-background-networking", "--disable-component-update", "--disable-sync"];
const browser = await chromium.launch({ executablePath: program, args: [...flags, ...quiet] });
const page = await browser.newPage({ viewport: { width: 900, height: 1100 } });
const asked = [];
const faults = [];
page.on("request", (request) => asked.push(request.url()));
page.on("pageerror", (fault) => faults.push(String(fault)));
page.on("console", (message) => message.type() === "error" && faults.push(message.text()));

await page.goto(address + "/");
await page.waitForFunction(() => document.querySelector("#state").textContent.startsWith("live"));
const models = await page.locator("#models strong").allTextContents();

await page.fill("#temperature", "0");
await page.fill("#message", "What is a violinist?");
await page.press("#message", "Enter");
await page.waitForFunction(() => document.querySelector(".summary")?.textContent.includes("ended"));
const answer = await page.locator(".turn span:has(.token)").first().innerText();
const logprobs = await page.locator("span.token").evaluateAll((all) => all.map((each) => Number(each.dataset.logprob)));
await page.hover("span.token >> nth=0");
const tip = await page.textContent("#tip");
await page.screenshot({ path: picture });

await page.selectOption("#mode", "text");
await page.fill("#message", "A hammer is");
await page.click("#send");
await page.waitForFunction(() => document.querySelectorAll(".summary")[1]?.textContent.includes("ended"));
const summary = await page.locator(".summary").nth(1).textContent();

await browser.close();
const outside = asked.filter((url) => !url.startsWith(address) && !url.startsWith("data:"));
console.log(JSON.stringify({ models, answer, logprobs, tip, summary, outside, faults }));
