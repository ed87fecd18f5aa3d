// Stands in for the package of this name, which would bring the abandoned `request` along only to fetch pictures by URL.
module.exports = (_source, ...rest) => rest.at(-1)(new Error("Keshi gives the printer its pixels itself"));
