// Stacks of pull requests: https://docs.github.com/en/rest/pulls/stacks
import { wholeStackView } from "../views/stack.ts";
import { paged, READ, type Rest, whereOf } from "./router.ts";

export function stackRoutes(rest: Rest): void {
  rest.app.get("/repos/:owner/:repo/stacks", async (context) => {
    const { world, repository } = await whereOf(rest, context, READ("pull_requests"));
    const wanted = context.req.query("pull_request");
    const found = repository.stacks.filter(
      ({ pulls }) => wanted === undefined || pulls.some(({ number }) => number === Number(wanted)),
    );
    return paged(context, found, (stack) => wholeStackView(world, repository, stack));
  });
}
