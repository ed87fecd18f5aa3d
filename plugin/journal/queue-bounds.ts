// How much of the queue is in memory at once.

/** Bounds of the queue's window; beyond them rows stay in the store until there is room. */
export interface QueueBounds {
  /** Events in memory beyond which live ones, and told-again ones, are left to be read later. */
  readonly live: number;
  readonly replay: number;
  /** Subjects that may wait (for an instant or after a failure) before reading pauses. */
  readonly subjects: number;
  /** Rows of one page of a lane. */
  readonly page: number;
  /** Subjects read on in one question, and rows it may give. */
  readonly readOnSubjects: number;
  readonly readOnRows: number;
}

/** Some megabytes at most; live events may pass a full backlog. */
export const QUEUE_BOUNDS: QueueBounds = {
  live: 1_024,
  replay: 512,
  subjects: 10_000,
  page: 256,
  readOnSubjects: 64,
  readOnRows: 256,
};
