// Nothing grows a tail: files, functions, parameters and nesting are bounded; tables are excepted by path only.
import { expect } from "chai";
import ts from "typescript";
import { isWork, placeOf, PRODUCT, walk, type Source, type Work } from "./source-tree.ts";

const FILE_LINES = 300;
const FUNCTION_LINES = 40;
/** A factory with its closures: each closure is bounded by itself, all together by this. */
const FACTORY_LINES = 100;
const PARAMETERS = 3;
const NESTING = 3;

/** Tables: the words of a protocol, a schema, a cast of made-up guests. */
const TABLES = /(?:^|\/)(?:migrations\/|[a-z-]*(?:fields|table|cast|vocabulary|column|columns)\.ts$)/;

const checked = PRODUCT.filter((source) => !TABLES.test(source.path));

function works(source: Source): Work[] {
  const found: Work[] = [];
  walk(source.tree, (node) => {
    if (isWork(node)) found.push(node);
  });
  return found;
}

function linesOf(source: Source, node: ts.Node): number {
  const line = (position: number): number => source.tree.getLineAndCharacterOfPosition(position).line;
  return line(node.getEnd()) - line(node.getStart(source.tree)) + 1;
}

/** A function's own lines: those of functions inside it, beyond the line each begins on, are theirs. */
function ownLines(source: Source, work: Work): number {
  let inner = 0;
  const visit = (node: ts.Node): void => {
    if (isWork(node)) inner += linesOf(source, node) - 1;
    else node.forEachChild(visit);
  };
  work.body.forEachChild(visit);
  return linesOf(source, work) - inner;
}

function deepest(node: ts.Node, depth: number): number {
  if (isWork(node)) return depth;
  const elseIf =
    ts.isIfStatement(node) && ts.isIfStatement(node.parent) && node.parent.elseStatement === node;
  const here = isControl(node) && !elseIf ? depth + 1 : depth;
  let most = here;
  node.forEachChild((child) => {
    most = Math.max(most, deepest(child, here));
  });
  return most;
}

function isControl(node: ts.Node): boolean {
  return (
    ts.isIfStatement(node) ||
    ts.isIterationStatement(node, false) ||
    ts.isSwitchStatement(node) ||
    ts.isTryStatement(node)
  );
}

function tooBig(measure: (source: Source, work: Work) => number, bound: number): string[] {
  return checked.flatMap((source) =>
    works(source).flatMap((work) => {
      const size = measure(source, work);
      return size > bound ? [`${placeOf(source, work)} ${size}`] : [];
    }),
  );
}

describe("the sizes", () => {
  it(`keep a file within ${FILE_LINES} lines: beyond it, it has a second noun`, () => {
    const long = checked.filter((source) => source.text.trimEnd().split("\n").length > FILE_LINES);
    expect(long.map((source) => source.path)).to.deep.equal([]);
  });

  it(`keep a function within ${FUNCTION_LINES} lines`, () => {
    expect(tooBig(ownLines, FUNCTION_LINES)).to.deep.equal([]);
    expect(tooBig(linesOf, FACTORY_LINES)).to.deep.equal([]);
  });

  it(`take at most ${PARAMETERS} positional parameters; more want names`, () => {
    expect(tooBig((_source, work) => work.parameters.length, PARAMETERS)).to.deep.equal([]);
  });

  it(`nest at most ${NESTING} deep`, () => {
    expect(
      tooBig((_source, work) => {
        let most = 0;
        work.body.forEachChild((child) => {
          most = Math.max(most, deepest(child, 0));
        });
        return most;
      }, NESTING),
    ).to.deep.equal([]);
  });
});
