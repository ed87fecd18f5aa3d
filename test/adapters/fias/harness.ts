// A FIAS adapter between a pair of lines, a clock wound by hand and a journal that only remembers.
import { createHash } from "node:crypto";
import {
  idOf,
  type AdapterContext,
  type EventDraft,
  type LineSource,
  type Log,
} from "../../../plugin/contract/index.ts";
import { FiasAdapter } from "../../../adapters/fias/adapter.ts";
import { fiasSettings, type FiasSettings } from "../../../adapters/fias/settings.ts";
import { PairSource, type PairedLine } from "../../peers/line-pair.ts";
import { until } from "../../peers/until.ts";
import { WoundClock } from "../../peers/wound-clock.ts";

/** What a test may set of the harness. */
export interface HarnessOptions {
  readonly settings?: Record<string, unknown>;
  readonly source?: LineSource;
  readonly clock?: AdapterContext["clock"];
  readonly afterUncleanStop?: boolean;
  publish?(drafts: readonly EventDraft[]): Promise<void>;
}

/** One logged line. */
export interface Logged {
  readonly level: string;
  readonly message: string;
  readonly fields: Record<string, unknown> | undefined;
}

/** Settings as a config would give them. */
export function settingsOf(some: Record<string, unknown> = {}): FiasSettings {
  return fiasSettings.parse(some);
}

/** What the adapter under test did: events committed, calls of publish, lines logged, counts. */
export class Harness {
  readonly clock = new WoundClock();
  readonly source = new PairSource({ clock: this.clock });
  readonly committed: EventDraft[] = [];
  readonly calls: (readonly EventDraft[])[] = [];
  readonly logged: Logged[] = [];
  readonly counts = new Map<string, number>();
  readonly adapter: FiasAdapter;
  readonly context: AdapterContext;

  constructor(options: HarnessOptions = {}) {
    this.context = {
      name: "pms",
      property: { id: idOf("WLH"), timezone: "Asia/Shanghai", locale: "zh-CN", country: "CN" },
      line: options.source ?? this.source,
      clock: options.clock ?? this.clock,
      log: this.#log(),
      meter: {
        count: (name, _labels, by = 1) => void this.counts.set(name, (this.counts.get(name) ?? 0) + by),
        observe: () => undefined,
        gauge: () => undefined,
      },
      publish: async (drafts) => {
        await options.publish?.(drafts);
        this.calls.push(drafts);
        this.committed.push(...drafts);
        return drafts.map((_, place) => idOf(`E${place}`));
      },
      afterUncleanStop: options.afterUncleanStop ?? false,
    };
    this.adapter = new FiasAdapter(settingsOf(options.settings), this.context, () => 0.5);
  }

  /** Starts the adapter and takes the far end of its line. */
  async connect(): Promise<Pms> {
    await this.adapter.start(new AbortController().signal);
    return new Pms(await this.source.peer(), this.clock);
  }

  /** Starts, greets, waits for the whole declaration and says LA. */
  async alive(): Promise<Pms> {
    const pms = await this.connect();
    await pms.say("LS|DA261121|TI143200|");
    await this.declared(pms);
    await pms.say("LA|DA261121|TI143201|");
    await until("the link is up", () => this.adapter.link.state === "up");
    return pms;
  }

  /** Winds on until our LA is there. */
  async declared(pms: Pms): Promise<void> {
    for (let n = 0; n < 40 && !pms.heard.some((record) => record.startsWith("LA|")); n++)
      await this.clock.wind(this.#pacing());
    await until("LA was sent", () => pms.heard.some((record) => record.startsWith("LA|")));
  }

  types(): string[] {
    return this.committed.map((draft) => draft.type);
  }

  #pacing(): number {
    return 100;
  }

  #log(): Log {
    const at =
      (level: string) =>
      (message: string, fields?: Record<string, unknown>): void =>
        void this.logged.push({ level, message, fields });
    const log: Log = {
      debug: at("debug"),
      info: at("info"),
      warn: at("warn"),
      error: at("error"),
      child: () => log,
    };
    return log;
  }
}

/** The far end of the line, as a PMS interface: says records, hears ours. */
export class Pms {
  readonly heard: string[] = [];
  /** Control bytes that came between records. */
  readonly controls: number[] = [];
  readonly line: PairedLine;
  readonly #clock: WoundClock;
  #rest = "";

  constructor(line: PairedLine, clock: WoundClock) {
    this.line = line;
    this.#clock = clock;
    void this.#listen();
  }

  /** Sends records, each in its frame, in one chunk. */
  async say(...records: readonly string[]): Promise<void> {
    await this.bytes(Buffer.from(records.map((record) => `\x02${record}\x03`).join("")));
  }

  async bytes(bytes: Uint8Array): Promise<void> {
    await this.line.write(bytes);
    await this.#clock.wind(0);
    await this.#clock.wind(0);
  }

  /** How many records of that id came. */
  count(id: string): number {
    return this.heard.filter((record) => record.startsWith(id)).length;
  }

  async #listen(): Promise<void> {
    for await (const chunk of this.line.chunks) {
      if (chunk.length === 1) this.controls.push(...chunk);
      this.#rest += Buffer.from(chunk).toString("latin1");
      const frames = this.#rest.split("\x03");
      this.#rest = frames.pop() ?? "";
      for (const frame of frames) this.heard.push(frame.slice(frame.indexOf("\x02") + 1));
    }
  }
}

/** SHA-256 of a record's text, as the journal would be told it. */
export function digestOf(record: string): string {
  return createHash("sha256").update(record).digest("hex");
}
