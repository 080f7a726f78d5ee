// A small app on the sandbox, and what a test of it looks like: it thanks whoever opens an issue.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { addOrganization, addRepository, addUser, install, person, settled, startSandbox } from "@milegate/sandbox";

// A GitHub on which the app is registered.
const sandbox = await startSandbox({
  registration: {
    name: "Greeter",
    slug: "greeter",
    homepage: "https://example.com/greeter",
    permissions: { issues: "write", metadata: "read" },
    events: ["issues"],
  },
});

// A world: an organization with a repository, somebody who works there, and the app installed.
const { world } = sandbox;
const acme = addOrganization(world, "acme");
const alice = addUser(world, "alice");
const shop = addRepository(world, { owner: acme, name: "shop", roles: { alice: "triage" } });
const installation = install(world, acme);
installation.repositories.push(shop);

// The app. A real one signs a JWT with `sandbox.app.privateKey` and asks for its token, as on GitHub.
const { token } = sandbox.tokens.grant(installation);
const thank = ({ number, user }: { number: number; user: { login: string } }) =>
  fetch(`${sandbox.url}/api/v3/repos/acme/shop/issues/${number}/comments`, {
    method: "POST",
    headers: { authorization: `token ${token}` },
    body: JSON.stringify({ body: `Thank you, @${user.login}.` }),
  });
const app = createServer(async (request, response) => {
  const { action, issue } = JSON.parse(await text(request));
  response.end();
  if (action === "opened" && (await thank(issue)).status >= 500) await thank(issue);
}).listen(0, "127.0.0.1");
await once(app, "listening");
const address = app.address();
const port = typeof address === "object" ? address?.port : undefined;

// Webhooks go there from now on, signed with `sandbox.app.webhookSecret`.
sandbox.connect(`http://127.0.0.1:${port}`);

// GitHub fails once, while somebody opens an issue. They get their answer all the same.
sandbox.traffic.faults.push({ match: /POST .*comments/, status: 502, times: 1 });
const issue = person(world, shop, alice).openIssue("The door is stuck");
await settled(sandbox);
const comments = issue.comments.map(({ author, body }) => `${author?.login}: ${body}`);
assert.deepEqual(comments, ["greeter[bot]: Thank you, @alice."]);
assert.equal(sandbox.traffic.asked.length, 2);

app.close();
await sandbox.close();
