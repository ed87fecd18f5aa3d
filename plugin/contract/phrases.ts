// Words in the reader's language, looked up by key; rules never hold a sentence of their own.

/** The text of a key (`card.why.said`) with its named values put in; a missing key is a fault that a test finds. */
export type Phrases = (key: string, values?: Readonly<Record<string, string | number>>) => string;
