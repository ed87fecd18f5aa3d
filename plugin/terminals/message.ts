// What goes over the socket (design §5.4); the names are relied on by others, they grow and are never renamed.
import { z } from "zod";
import type { Card, GuestId, Locale, Pop, StationRole, TerminalId } from "../contract/index.ts";
import type { LightRow, Terminal } from "../staff/index.ts";
import type { PopState } from "./pop-store.ts";

/** First word to a terminal: which station it is, and the number of the house's last pop. */
export interface Hello {
  readonly station: string;
  readonly role: StationRole;
  readonly locale: Locale;
  readonly property: string;
  readonly terminal: TerminalId;
  readonly last: number;
}

/** A card on the screen changed; `number` is that of the guest's newest pop at the station. */
export interface Changed {
  readonly number: number;
  readonly at: number;
  readonly guestId: GuestId;
  readonly card: Card;
}

/** A guest was taken or greeted at one of the stations a pop went to. */
export interface Settled {
  readonly number: number;
  readonly station: string;
  readonly state: PopState;
  readonly by: string;
}

/** What the server says. */
export interface ServerWords {
  hello: (hello: Hello) => void;
  pop: (pop: Pop) => void;
  snapshot: (snapshot: { readonly pops: readonly Pop[] }) => void;
  changed: (changed: Changed) => void;
  settled: (settled: Settled) => void;
  links: (links: readonly LightRow[]) => void;
  refused: (refusal: { readonly code: string }) => void;
}

/** What a terminal says; it asks and writes over HTTP. */
export interface TerminalWords {
  seen: (message: unknown) => void;
}

/** What the server keeps with a socket. */
export interface SocketMemory {
  terminal: Terminal;
  after: number | undefined;
}

/** How a terminal introduces itself. */
export const authShape = z.object({
  token: z.string().max(200).optional(),
  after: z
    .number()
    .int()
    .min(0)
    .nullish()
    .transform((after) => after ?? undefined),
});

/** How far a terminal has shown. */
export const seenShape = z.object({ upTo: z.number().int().min(0) });
