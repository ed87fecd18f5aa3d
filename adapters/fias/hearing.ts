// Sorts what a line brought: link talk to the link machine, window edges to the resync machine, guests to the journal.
import type { AdapterContext, EventDraft } from "../../plugin/contract/index.ts";
import type { Answers } from "./answers.ts";
import { LINK_RECORDS } from "./fields.ts";
import type { Intake } from "./intake.ts";
import type { LinkInput } from "./link-words.ts";
import { newId } from "../../plugin/kit/ulid.ts";
import { correctionOf, differs, readPeerClock, type PeerClock } from "./peer-clock.ts";
import type { Heard } from "./receiver.ts";
import { valueOf, type FiasRecord } from "./record.ts";
import type { FiasSettings } from "./settings.ts";
import type { Resync } from "./resync.ts";
import { translate, unreadable, type HeardRecord, type Place, type Site } from "./translate.ts";

/** Skipped bytes kept as events within one hour; a line that only makes noise must not fill the journal. */
const KEPT_PER_HOUR = 100;
const HOUR_MS = 3_600_000;

/** Where things go. */
export interface HearingEnds {
  readonly intake: Intake;
  readonly resync: Resync;
  link(input: LinkInput): void;
  /** The clock of the PMS is another than was known. */
  clock(clock: PeerClock): void;
}

/** The ear of one adapter. */
export class Hearing {
  readonly #settings: FiasSettings;
  readonly #context: AdapterContext;
  readonly #ends: HearingEnds;
  readonly #site: Site;
  #clock: PeerClock | undefined;
  #kept = 0;
  #keptSince = 0;

  constructor(settings: FiasSettings, context: AdapterContext, ends: HearingEnds) {
    this.#settings = settings;
    this.#context = context;
    this.#ends = ends;
    this.#site = {
      timezone: context.property.timezone,
      moveHoldMs: settings.moveHoldMs,
      movesByOutAndIn: !settings.quirks.includes("neverMovesByOutAndIn"),
      nameLayout: settings.nameLayout,
      attributes: settings.attributes,
      languages: settings.languages,
    };
  }

  /** Takes what one chunk brought, in order; with `answers` each record is answered once it is safe. */
  take(heard: readonly Heard[], answers: Answers | undefined): void {
    for (const one of heard) this.#takeOne(one, answers);
  }

  #takeOne(heard: Heard, answers: Answers | undefined): void {
    switch (heard.is) {
      case "control":
        answers?.control(heard.byte);
        return;
      case "bad-sum":
        this.#bad("fias-bad-sum");
        if (answers !== undefined) answers.broken();
        else this.#ends.intake.put({ drafts: [unreadable("fias-bad-sum", heard.raw)] });
        return;
      case "skipped":
        answers?.strayed();
        this.#skip(heard);
        return;
      case "unreadable":
        this.#bad(heard.code);
        this.#put([unreadable(heard.code, heard.raw)], answers);
        return;
      case "record":
        this.#context.meter.count("fias_frames", { adapter: this.#context.name });
        this.#put(this.#record(heard), answers);
        return;
      default:
        heard satisfies never;
    }
  }

  #put(drafts: readonly EventDraft[], answers: Answers | undefined): void {
    answers?.taken();
    if (answers !== undefined) this.#ends.intake.put({ drafts, committed: () => answers.safe() });
    else if (drafts.length > 0) this.#ends.intake.put({ drafts });
  }

  #record(heard: HeardRecord): readonly EventDraft[] {
    const { record } = heard;
    if (LINK_RECORDS.has(record.id)) {
      if (record.id === "LS" || record.id === "LA") this.#hearClock(record);
      this.#ends.link(linkInput(record));
      return [];
    }
    this.#ends.link({ is: "business" });
    if (record.id === "DS" || record.id === "DE") {
      const { clock } = this.#context;
      const window = newId(clock.now());
      this.#ends.resync.feed(record.id === "DS" ? { is: "DS", window } : { is: "DE" }, heard.raw);
      return [];
    }
    return this.#guest(heard);
  }

  #hearClock(record: FiasRecord): void {
    const clock = readPeerClock(record, this.#context.clock.now(), this.#site.timezone);
    if (clock === undefined || !differs(this.#clock, clock)) return;
    this.#clock = clock;
    this.#ends.clock(clock);
  }

  #guest(heard: HeardRecord): readonly EventDraft[] {
    const { drafts, faults } = translate(heard, this.#place(heard.record), this.#site);
    for (const { field, code } of faults)
      this.#context.log.debug("A field could not be used", { code, field, record: heard.record.id });
    if (faults.length > 0)
      this.#context.meter.count("fias_bad_fields", { adapter: this.#context.name }, faults.length);
    for (const draft of drafts) if (draft.type === "unreadable") this.#bad(draft.unreadable.code);
    return drafts;
  }

  /** In a window the window decides; `SF` is evidence, and decides alone where the site set the quirk (§4). */
  #place(record: FiasRecord): Place {
    const isGuest = record.id === "GI" || record.id === "GC" || record.id === "GO";
    const hasSwapFlag = valueOf(record, "SF") !== undefined;
    if (isGuest) this.#ends.resync.feed({ is: "record", hasSwapFlag });
    const swap = this.#ends.resync.state;
    const window = swap.is === "inside" ? swap.window : undefined;
    const at = { now: this.#context.clock.now(), aheadMs: correctionOf(this.#clock) };
    if (swap.is === "burst") return { ...at, replay: record.id !== "GO" && isGuest };
    if (this.#settings.quirks.includes("sfMeansSwap")) return { ...at, window, replay: hasSwapFlag };
    return { ...at, window, replay: swap.is === "inside" && (hasSwapFlag || !swap.swapSeen) };
  }

  #skip(skipped: Extract<Heard, { is: "skipped" }>): void {
    if (skipped.isIdle) return;
    this.#bad(skipped.code);
    const now = this.#context.clock.now();
    if (now - this.#keptSince >= HOUR_MS) {
      this.#keptSince = now;
      this.#kept = 0;
    }
    this.#kept += 1;
    if (this.#kept <= KEPT_PER_HOUR)
      this.#ends.intake.put({ drafts: [unreadable(skipped.code, skipped.raw)] });
    if (this.#kept === KEPT_PER_HOUR)
      this.#context.log.error("The line brings mostly noise; it is no longer kept, only counted", {
        code: "fias-noise",
      });
  }

  #bad(code: string): void {
    this.#context.meter.count("fias_bad_frames", { adapter: this.#context.name, code });
    this.#context.log.warn("Something on the line could not be read", { code });
  }
}

function linkInput(record: FiasRecord): LinkInput {
  switch (record.id) {
    case "LS":
      return { is: "LS", ls: { da: valueOf(record, "DA") ?? "", ti: valueOf(record, "TI") ?? "" } };
    case "LA":
      return { is: "LA" };
    case "LE":
      return { is: "LE" };
    default:
      return { is: "link-talk" };
  }
}
