// What the trial hotel must remember from one start to the next, because nobody else does: its sign-in and who is still due.
import { z } from "zod";

/** Where the note is kept; the program gives a file in `var/trial`, a test gives memory. */
export interface NotebookPaper {
  /** The whole text, or nothing at the first start. */
  read(): Promise<string | undefined>;
  /** Replaces the whole text; it must not be torn by a crash. */
  write(text: string): Promise<void>;
}

const noteShape = z.object({
  password: z.string().default(""),
  people: z.record(z.string(), z.string()).default({}),
  dueIn: z.array(z.string()).default([]),
});

/** The note: the trial's password, its people by login, and reservations announced but not yet checked in. */
export type Note = z.output<typeof noteShape>;

/** Reads and writes the note; a note nobody can read counts as none. */
export class Notebook {
  readonly #paper: NotebookPaper;
  #note: Note | undefined;
  #last: Promise<void> = Promise.resolve();

  constructor(paper: NotebookPaper) {
    this.#paper = paper;
  }

  /** The note as it stands. */
  async read(): Promise<Note> {
    this.#note ??= noteOf(await this.#paper.read());
    return this.#note;
  }

  /** Changes part of the note; writes go one after another. */
  async change(part: Partial<Note>): Promise<void> {
    this.#note = { ...(await this.read()), ...part };
    const text = JSON.stringify(this.#note);
    const written = this.#last.then(() => this.#paper.write(text));
    // One failed write is told to whoever asked for it and does not spoil the next.
    this.#last = written.catch(() => undefined);
    await written;
  }
}

/** A notebook in memory, for who runs only once. */
export function looseSheet(): NotebookPaper {
  let kept: string | undefined;
  return {
    read: () => Promise.resolve(kept),
    write(text) {
      kept = text;
      return Promise.resolve();
    },
  };
}

function noteOf(text: string | undefined): Note {
  try {
    const read = noteShape.safeParse(JSON.parse(text ?? "{}"));
    if (read.success) return read.data;
  } catch {
    // Torn or foreign text: the trial starts with an empty note.
  }
  return noteShape.parse({});
}
