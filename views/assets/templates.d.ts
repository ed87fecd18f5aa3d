// The module the server makes of views/partials (see views/render.ts).
type Draw = (model: object, options: { readonly data: object }) => string;

/** The partials by file name without `.hbs`. */
export const templates: Readonly<Record<string, Draw>>;
