// Money is a whole number of the currency's smallest unit.

/** An amount as it travels in events: integer minor units as text, ISO 4217 code, decimal places (JPY 0, CNY 2, KWD 3). */
export interface Money {
  readonly minor: string;
  readonly currency: string;
  readonly exponent: number;
}
