// Time, chance, environment and output each have one door, so that tests can stand in it; and no door is there on one system only.
import { expect } from "chai";
import ts from "typescript";
import { placeOf, PRODUCT, walk, type Source } from "./source-tree.ts";

/** What is called or read -> the files where it may be. The browser has its own clock. */
const DOORS: readonly { readonly what: RegExp; readonly where: RegExp }[] = [
  {
    what: /^(setTimeout|setInterval|clearTimeout|clearInterval|Date\.now|performance\.now)$/,
    where: /^plugin\/kit\/clock\.ts$|^views\/assets\//,
  },
  { what: /^setImmediate$/, where: /^plugin\/kit\// },
  { what: /^console$/, where: /^plugin\/main\.ts$/ },
  {
    what: /^process\.(env|argv|exit|exitCode|stdin|stdout|stderr|on|once)$/,
    where: /^plugin\/(main\.ts|host\/)/,
  },
  { what: /^Math\.random$/, where: /^plugin\/kit\// },
];

function isRead(source: Source, node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
    return node.getText(source.tree);
  if (!ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node))
    return undefined;
  const declares =
    (ts.isPropertyAssignment(node.parent) ||
      ts.isMethodDeclaration(node.parent) ||
      ts.isPropertySignature(node.parent) ||
      ts.isMethodSignature(node.parent)) &&
    node.parent.name === node;
  return declares ? undefined : node.text;
}

function opened(source: Source, doors: typeof DOORS): string[] {
  const found: string[] = [];
  walk(source.tree, (node) => {
    const name = isRead(source, node);
    if (name === undefined) return;
    if (doors.some((door) => door.what.test(name) && !door.where.test(source.path)))
      found.push(`${placeOf(source, node)} ${name}`);
  });
  return found;
}

describe("the doors", () => {
  it("to time, chance, environment and output are each in one place", () => {
    expect(PRODUCT.flatMap((source) => opened(source, DOORS))).to.deep.equal([]);
  });

  it("are not read past the clock by `new Date()`", () => {
    const found = PRODUCT.filter((source) => !source.path.startsWith("views/assets/")).flatMap((source) => {
      const places: string[] = [];
      walk(source.tree, (node) => {
        if (
          ts.isNewExpression(node) &&
          node.expression.getText(source.tree) === "Date" &&
          (node.arguments ?? []).length === 0
        )
          places.push(placeOf(source, node));
      });
      return places;
    });
    expect(found).to.deep.equal([]);
  });

  it("are all there on Windows too: no owner, no link by name, no path of one system", () => {
    const onlyThere =
      /^(getuid|geteuid|getgid|setuid|setgid|umask|chown|lchown|fchown|symlink|symlinkSync|mkfifo)$/;
    const path = /^(\/tmp|\/dev|\/proc|\/etc|\/var|\/usr|[A-Z]:\\)/;
    const found = PRODUCT.flatMap((source) => {
      const places: string[] = [];
      walk(source.tree, (node) => {
        const odd =
          (ts.isIdentifier(node) && onlyThere.test(node.text)) ||
          (ts.isStringLiteral(node) && (path.test(node.text) || node.text === "node:path/posix"));
        if (odd) places.push(`${placeOf(source, node)} ${node.getText(source.tree)}`);
      });
      return places;
    });
    expect(found).to.deep.equal([]);
  });
});
