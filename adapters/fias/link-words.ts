// The words of the link machine: where a conversation stands, what can happen to it, what is then to be done (fias.md §3).

/** Milliseconds the PMS may take to greet us (§3.2). */
export const GREETING_MS = 3000;
/** Milliseconds the PMS may take to answer LE (§3.4). */
export const ENDING_MS = 2000;
/** Milliseconds a link must hold to count as well. */
export const STEADY_MS = 30_000;

/** Date and time of an LS, as digits; the cryptogram is made of them. */
export interface Stamp {
  readonly da: string;
  readonly ti: string;
}

/** Where the conversation stands. */
export type LinkState =
  | { readonly is: "stopped" }
  | { readonly is: "opening" }
  /** Between two tries. */
  | { readonly is: "waiting" }
  /** Connected; the PMS is to speak first. */
  | { readonly is: "greeting" }
  /** We asked LS ourselves, because the PMS kept silent. */
  | { readonly is: "probing" }
  /** LD, the LRs and LA are going out, one after another; `next` is the first not sent. `known`: the PMS showed since that it knows us, and an alive one need not say LA again (§3.2 rule 1, §3.3). */
  | {
      readonly is: "declaring";
      readonly next: number;
      readonly restarts: number;
      readonly known?: true;
      readonly ls?: Stamp | undefined;
    }
  /** All declared; not alive before the PMS says LA or tells something of the hotel. */
  | { readonly is: "awaiting"; readonly restarts: number }
  /** `checking`: we asked LS and wait for LA. */
  | { readonly is: "alive"; readonly checking: boolean }
  /** We said LE and wait for the other LE. */
  | { readonly is: "ending" }
  /** The PMS closed at our key; trying again would be refused until a person mends it (§3.6). */
  | { readonly is: "halted" };

/** The waits of the machine. */
export type LinkTimer = "greet" | "pace" | "answer" | "check" | "steady" | "end" | "retry";

/** What can happen to a link. */
export type LinkInput =
  | { readonly is: "start" }
  | { readonly is: "stop"; readonly mayTalk: boolean }
  | { readonly is: "opened" }
  | { readonly is: "open-failed"; readonly code: string }
  | { readonly is: "closed"; readonly byPeer: boolean; readonly code: string }
  | { readonly is: "LS"; readonly ls?: Stamp | undefined }
  | { readonly is: "LA" }
  | { readonly is: "LE" }
  /** LC, LD or LR from the other side: nothing to do. */
  | { readonly is: "link-talk" }
  /** A record of the hotel's business. */
  | { readonly is: "business" }
  /** `mayTalk` is false inside a resync window, where nothing may be sent (§4). */
  | { readonly is: "timer"; readonly timer: LinkTimer; readonly mayTalk: boolean };

/** What is to be done. */
export type LinkEffect =
  | { readonly do: "open" }
  | { readonly do: "close" }
  | { readonly do: "send"; readonly record: "LS" | "LE" }
  /** Sends the declaration's records from `from` up to, not with, `to`. */
  | { readonly do: "declare"; readonly from: number; readonly to: number; readonly ls?: Stamp | undefined }
  | { readonly do: "wait"; readonly timer: LinkTimer; readonly ms: number }
  | { readonly do: "forget"; readonly timer: LinkTimer }
  | { readonly do: "forget-all" }
  /** Waits for the next try, longer each time. */
  | { readonly do: "retry" }
  /** The link held long enough: the next loss starts with the shortest wait. */
  | { readonly do: "steady" }
  | { readonly do: "up" }
  | { readonly do: "down"; readonly code: string }
  | { readonly do: "stopped" };

/** What of the settings the machine needs; `declaration` is how many records LD, the LRs and LA are. */
export interface LinkRules {
  readonly declaration: number;
  readonly pacingMs: number;
  readonly answerMs: number;
  readonly checkMs: number;
  readonly hasKey: boolean;
}
