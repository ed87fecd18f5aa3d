// Which pops a page was sent over its socket, read off the wire beside the page; what it fetched at its opening counts too.
import type { Page } from "playwright-core";

/** The numbers a page was told. */
export interface HeardPops {
  all(): readonly number[];
  highest(): number;
  /** Numbers pushed more than once. */
  doubles(): readonly number[];
}

/** Listens from now on; a socket that comes back goes on in the same book. */
export function hearPops(page: Page): HeardPops {
  const pushed: number[] = [];
  const fetched = new Set<number>();
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      const found = /^42\/terminals,(.*)$/s.exec(payload.toString())?.[1];
      if (found === undefined) return;
      const [event, body] = JSON.parse(found) as [string, { number?: number; pops?: { number: number }[] }];
      if (event === "pop" && body.number !== undefined) pushed.push(body.number);
      if (event === "snapshot") for (const { number } of body.pops ?? []) fetched.add(number);
    });
  });
  page.on("response", (response) => {
    if (!response.url().includes("/api/v1/pops?")) return;
    void response.json().then(
      ({ pops }: { pops: { number: number }[] }) => pops.forEach(({ number }) => fetched.add(number)),
      () => undefined,
    );
  });
  const all = (): readonly number[] => [...new Set([...fetched, ...pushed])].sort((a, b) => a - b);
  return {
    all,
    highest: () => Math.max(0, ...all()),
    doubles: () => pushed.filter((number, nth) => pushed.indexOf(number) !== nth),
  };
}
