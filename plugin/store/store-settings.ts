// Where the house keeps its records.

/** A file of the house's own, or a database on the hotel's server. */
export type StoreSettings =
  { readonly kind: "sqlite"; readonly file: string } | { readonly kind: "mysql"; readonly url: string };
