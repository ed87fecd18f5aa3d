// The message behind an event, byte for byte, so that what was misread can be read again.

/** The message as it came (`application/fias`, `application/json`, …), kept beside the event it became. */
export interface RawMessage {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** It has fields that did not go into the event, in which a document's or telephone number may stand; then it is kept sealed. */
  readonly mayIdentify?: boolean;
}
