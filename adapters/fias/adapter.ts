// Wires line, frames, link, resync, translation and journal; it has no rules of its own. What the machines name is
// carried out here, and what comes of it is fed back.
import {
  codeOf,
  KeshiError,
  type Adapter,
  type AdapterContext,
  type Line,
  type LineSource,
  type LinkLight,
  type PartState,
} from "../../plugin/contract/index.ts";
import { createBackoff, type Backoff } from "../../plugin/kit/backoff.ts";
import { NamedTimers } from "../../plugin/kit/machine.ts";
import { Answers } from "./answers.ts";
import { declarationLength, declarationRecord, stampNow, stamped, wireBytes } from "./declaration.ts";
import { Hearing } from "./hearing.ts";
import { Intake } from "./intake.ts";
import { stepLink } from "./link.ts";
import type { LinkEffect, LinkInput, LinkRules, LinkState, LinkTimer, Stamp } from "./link-words.ts";
import { Receiver } from "./receiver.ts";
import { Resync } from "./resync.ts";
import type { FiasSettings } from "./settings.ts";
import { Standing } from "./standing.ts";

/** The conversation with one PMS interface; it comes back by itself after every loss until it is stopped. */
export class FiasAdapter implements Adapter {
  readonly kind = "fias";
  readonly name: string;
  readonly #settings: FiasSettings;
  readonly #context: AdapterContext;
  readonly #source: LineSource;
  readonly #rules: LinkRules;
  readonly #backoff: Backoff;
  readonly #linkTimers: NamedTimers<LinkTimer>;
  readonly #hearing: Hearing;
  readonly #standing: Standing;
  readonly #intake: Intake;
  readonly #resync: Resync;
  #linkState: LinkState = { is: "stopped" };
  #line: Line | undefined;
  #answers: Answers | undefined;
  #opening = new AbortController();
  #whenStopped: (() => void) | undefined;
  #stopping: Promise<void> | undefined;
  #askedAfterUncleanStop = false;

  constructor(settings: FiasSettings, context: AdapterContext, random?: () => number) {
    if (context.line === undefined)
      throw new KeshiError("fias-no-line", `Adapter ${context.name} needs a line`, {
        remedy: "Name one of `lines` under `line` of this adapter.",
      });
    this.name = context.name;
    this.#settings = settings;
    this.#context = context;
    this.#source = context.line;
    this.#rules = {
      declaration: declarationLength(settings),
      pacingMs: settings.pacingMs,
      answerMs: settings.answerTimeoutMs,
      checkMs: settings.aliveCheckMs,
      hasKey: settings.authKey !== undefined,
    };
    this.#backoff = createBackoff(random === undefined ? {} : { random });
    this.#standing = new Standing(context);
    this.#intake = new Intake(context);
    this.#linkTimers = new NamedTimers(context.clock, (timer) =>
      this.#feedLink({ is: "timer", timer, mayTalk: this.#resync.mayTalk }),
    );
    this.#resync = new Resync(settings, context, {
      intake: this.#intake,
      ask: () => this.#send(stamped("DR", this.#stamp())),
    });
    this.#hearing = new Hearing(settings, context, {
      intake: this.#intake,
      resync: this.#resync,
      link: (input) => this.#feedLink(input),
      clock: (clock) => this.#standing.clock(clock),
    });
  }

  get state(): PartState {
    return this.#standing.state;
  }

  get link(): LinkLight {
    return this.#standing.light;
  }

  async start(signal: AbortSignal): Promise<void> {
    await this.#stopping;
    if (this.#linkState.is !== "stopped" || signal.aborted) return;
    signal.addEventListener("abort", () => void this.stop(0).catch(() => undefined), { once: true });
    this.#intake.open();
    if (this.#context.afterUncleanStop && !this.#askedAfterUncleanStop) {
      this.#askedAfterUncleanStop = true;
      this.#resync.feed({ is: "want", reason: "unclean-stop" });
    }
    this.#feedLink({ is: "start" });
  }

  stop(deadlineMs: number): Promise<void> {
    if (this.#linkState.is === "stopped") return this.#stopping ?? Promise.resolve();
    this.#stopping ??= this.#end(deadlineMs).finally(() => (this.#stopping = undefined));
    return this.#stopping;
  }

  resync(reason: string): Promise<void> {
    if (this.#linkState.is === "stopped")
      return Promise.reject(new KeshiError("fias-stopped", "The adapter is not running"));
    if (this.#resync.isUnderWay)
      return Promise.reject(
        new KeshiError("resync-under-way", "A resync is already asked for or under way", {
          errorClass: "transient",
        }),
      );
    this.#resync.feed({ is: "want", reason });
    return Promise.resolve();
  }

  async #end(deadlineMs: number): Promise<void> {
    const { clock, log } = this.#context;
    const deadline = clock.monotonic() + deadlineMs;
    const stopped = new Promise<void>((resolve) => (this.#whenStopped = resolve));
    const cancel = clock.after(deadlineMs, () => this.#cut());
    this.#feedLink({ is: "stop", mayTalk: this.#resync.mayTalk });
    if (deadlineMs <= 0) this.#cut();
    await stopped;
    cancel();
    const isSafe = await this.#intake.flush(Math.max(0, deadline - clock.monotonic()));
    this.#intake.close();
    await this.#source.release();
    if (isSafe) return;
    log.error("Stopped before all records were committed", { code: "fias-uncommitted" });
    throw new KeshiError("fias-uncommitted", "Stopped before all records were committed", {
      errorClass: "transient",
    });
  }

  /** The deadline is over: no more waiting for the other side. */
  #cut(): void {
    if (this.#linkState.is === "stopped") return;
    this.#linkState = { is: "ending" };
    this.#feedLink({ is: "timer", timer: "end", mayTalk: false });
  }

  #feedLink(input: LinkInput): void {
    const step = stepLink(this.#linkState, input, this.#rules);
    this.#linkState = step.state;
    for (const effect of step.effects) this.#doLink(effect);
    this.#standing.show(this.#linkState);
  }

  #doLink(effect: LinkEffect): void {
    switch (effect.do) {
      case "open":
        void this.#open();
        return;
      case "close":
        this.#closeLine();
        return;
      case "send":
        this.#send(stamped(effect.record, this.#stamp()));
        return;
      case "declare":
        this.#declare(effect);
        return;
      case "wait":
        this.#linkTimers.set(effect.timer, effect.ms);
        return;
      case "forget":
        this.#linkTimers.cancel(effect.timer);
        return;
      case "forget-all":
        this.#linkTimers.clear();
        return;
      default:
        this.#tell(effect);
    }
  }

  /** How the link fares: told to whoever shows it, waits for it or asks the PMS for more. */
  #tell(effect: Extract<LinkEffect, { do: "retry" | "steady" | "up" | "down" | "stopped" }>): void {
    switch (effect.do) {
      case "retry":
        this.#linkTimers.set("retry", this.#standing.retryIn(this.#backoff.next()));
        return;
      case "steady":
        this.#backoff.reset();
        return;
      case "up":
        this.#standing.up();
        this.#resync.feed({ is: "up" });
        return;
      case "down":
        this.#standing.down(effect.code);
        this.#resync.feed({ is: "down" });
        return;
      case "stopped":
        this.#opening.abort(new KeshiError("fias-stopped", "The adapter was stopped"));
        this.#resync.feed({ is: "down" });
        this.#whenStopped?.();
        return;
      default:
        effect satisfies never;
    }
  }

  async #open(): Promise<void> {
    const opening = new AbortController();
    this.#opening = opening;
    this.#standing.trying();
    const line = await this.#source.open(opening.signal).catch((error: unknown) => {
      if (!opening.signal.aborted) this.#feedLink({ is: "open-failed", code: codeOf(error) });
    });
    if (line === undefined) return;
    if (opening.signal.aborted || this.#linkState.is !== "opening") await line.close();
    else await this.#converse(line);
  }

  async #converse(line: Line): Promise<void> {
    this.#line = line;
    const answers = new Answers((bytes) => this.#write(line, bytes));
    this.#answers = this.#settings.ack ? answers : undefined;
    const receiver = new Receiver(this.#settings);
    this.#feedLink({ is: "opened" });
    const fault = await this.#listen(line, receiver).catch(codeOf);
    if (fault !== undefined) await line.close();
    const end = await line.closed;
    if (this.#line !== line) return;
    this.#line = undefined;
    const code = fault ?? (end.why === "failed" ? end.code : "fias-line-closed");
    this.#feedLink({ is: "closed", byPeer: end.why === "peer-closed", code });
  }

  /** Reads until the line ends; a full intake stops the reading, and so the PMS. */
  async #listen(line: Line, receiver: Receiver): Promise<undefined> {
    for await (const chunk of line.chunks) {
      this.#hearing.take(receiver.hear(chunk), this.#answers);
      if (this.#intake.isFull) await this.#intake.room();
    }
    this.#hearing.take(receiver.end(), undefined);
  }

  #closeLine(): void {
    const line = this.#line;
    this.#line = undefined;
    void line?.close();
  }

  #declare({ from, to, ls }: Extract<LinkEffect, { do: "declare" }>): void {
    const at = { stamp: this.#stamp(), ls };
    for (let place = from; place < to; place++) this.#send(declarationRecord(place, this.#settings, at));
  }

  #send(text: string): void {
    const line = this.#line;
    if (line === undefined) return;
    const bytes = wireBytes(text, this.#settings);
    this.#answers?.sent(bytes);
    this.#write(line, bytes);
  }

  #write(line: Line, bytes: Uint8Array): void {
    line
      .write(bytes)
      .catch((error: unknown) => this.#context.log.debug("A write failed", { code: codeOf(error) }));
  }

  #stamp(): Stamp {
    return stampNow(this.#context.clock.now(), this.#context.property.timezone);
  }
}
