// What a reader finds: a comment on every exported name, names in the trade's words, no way round the types.
import { expect } from "chai";
import { basename } from "node:path";
import ts from "typescript";
import { placeOf, PRODUCT, TESTS, walk, type Source } from "./source-tree.ts";

/** Handlebars calls the functions of a template helpers; under `views` that is the trade's word. */
const VAGUE = /^(manager|helper|util|utils|utility|data|info|handler|misc|common)$/i;

type Declared =
  | ts.FunctionDeclaration
  | ts.ClassDeclaration
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.VariableStatement;

function isExported(statement: ts.Statement): statement is Declared {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some((one) => one.kind === ts.SyntaxKind.ExportKeyword)
  );
}

function hasComment(statement: ts.Statement): boolean {
  return ts.getJSDocCommentsAndTags(statement).length > 0;
}

/** `type X = z.output<typeof x>` says nothing that the comment on `x` does not say. */
function isDerived(statement: ts.Statement, source: Source): boolean {
  if (!ts.isTypeAliasDeclaration(statement)) return false;
  let origin: string | undefined;
  walk(statement.type, (node) => {
    if (ts.isTypeQueryNode(node)) origin ??= node.exprName.getText(source.tree);
  });
  const names = (one: ts.Statement): string[] =>
    ts.isVariableStatement(one)
      ? one.declarationList.declarations.map((declared) => declared.name.getText(source.tree))
      : [];
  return source.tree.statements.some((one) => hasComment(one) && names(one).includes(origin ?? ""));
}

function exportedNames(source: Source): { name: string; node: ts.Node }[] {
  return source.tree.statements.filter(isExported).flatMap((statement): { name: string; node: ts.Node }[] => {
    if (ts.isVariableStatement(statement))
      return statement.declarationList.declarations.map((one) => ({
        name: one.name.getText(source.tree),
        node: one,
      }));
    return statement.name === undefined ? [] : [{ name: statement.name.text, node: statement }];
  });
}

const wordsOf = (name: string): string[] => name.split(/[-_.]|(?<=[a-z0-9])(?=[A-Z])/);

describe("the words", () => {
  it("explain every exported name where it stands", () => {
    const bare = PRODUCT.flatMap((source) =>
      source.tree.statements
        .filter(
          (statement) => isExported(statement) && !hasComment(statement) && !isDerived(statement, source),
        )
        .map((statement) => placeOf(source, statement)),
    );
    expect(bare).to.deep.equal([]);
  });

  it("open every file with what it is for", () => {
    const mute = PRODUCT.filter((source) => !/^(#!.*\n)?\/[/*]/.test(source.text));
    expect(mute.map((source) => source.path)).to.deep.equal([]);
  });

  it("are the trade's, not a programmer's: no manager, helper, util, data, info, handler", () => {
    const files = PRODUCT.filter((source) =>
      wordsOf(basename(source.path, ".ts")).some(
        (word) =>
          VAGUE.test(word) || (/^services?$/i.test(word) && source.path !== "plugin/store/service-run.ts"),
      ),
    );
    const names = PRODUCT.flatMap((source) =>
      exportedNames(source)
        .filter(({ name }) => wordsOf(name).some((word) => VAGUE.test(word)) || /^[A-Z].*Service$/.test(name))
        .map(({ name, node }) => `${placeOf(source, node)} ${name}`),
    );
    expect([...files.map((source) => source.path), ...names]).to.deep.equal([]);
  });

  it("leave no note for later", () => {
    const later = new RegExp(`\\b(${["TO" + "DO", "FIX" + "ME", "XX" + "X"].join("|")})\\b`);
    const found = [...PRODUCT, ...TESTS].filter((source) => later.test(source.text));
    expect(found.map((source) => source.path)).to.deep.equal([]);
  });
});

describe("the types", () => {
  it("have no way round them: no any, no !, no comment that silences the compiler or the lint", () => {
    const silencer = /@ts-(ignore|expect-error|nocheck)|eslint-disable|prettier-ignore|c8 ignore/;
    const found = [...PRODUCT, ...TESTS].flatMap((source) => {
      const places: string[] =
        silencer.test(source.text) && !source.path.startsWith("test/architecture/") ? [source.path] : [];
      walk(source.tree, (node) => {
        if (node.kind === ts.SyntaxKind.AnyKeyword || ts.isNonNullExpression(node))
          places.push(placeOf(source, node));
      });
      return places;
    });
    expect(found).to.deep.equal([]);
  });

  it("are stripped, never compiled: no enum, namespace or parameter property", () => {
    const found = PRODUCT.flatMap((source) => {
      const places: string[] = [];
      walk(source.tree, (node) => {
        if (
          ts.isEnumDeclaration(node) ||
          (ts.isModuleDeclaration(node) &&
            (node.flags & ts.NodeFlags.GlobalAugmentation) === 0 &&
            node.body !== undefined &&
            !isAmbient(node))
        )
          places.push(placeOf(source, node));
        if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent))
          places.push(placeOf(source, node));
      });
      return places;
    });
    expect(found).to.deep.equal([]);
  });
});

function isAmbient(node: ts.ModuleDeclaration): boolean {
  return (ts.getModifiers(node) ?? []).some((one) => one.kind === ts.SyntaxKind.DeclareKeyword);
}
