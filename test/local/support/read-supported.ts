import ts from "typescript";

/** What a test can show of a subject; a test says so by a tag in the comment on it. */
export const KINDS = ["accepts", "refuses", "changes"] as const;
export type Kind = (typeof KINDS)[number];

/** One test that shows support for a subject. */
export interface Shown {
  readonly subject: string;
  readonly kind: Kind;
  /** As Jest prints it: behind the titles of the `describe`s around it. */
  readonly title: string;
  /** The test's file. */
  readonly file: string;
}

const TAG_LINES = /^\s*(?:\/\*\*|\*)\s*@(?:accepts|refuses|changes)\b/gm;

/**
 * The tests of a file that say what they show, in their order. A test says so in the comment on it, with a
 * line such as `@refuses Microsoft.Network/virtualNetworks, Microsoft.Network/natGateways`.
 *
 * @throws Error naming the line of a tag that nobody knows, that is on no test, or that is on a test
 *   whose title isn't written out.
 */
export function readSupported(file: string, text: string): Shown[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const shown: Shown[] = [];
  let tags = 0;
  const visit = (node: ts.Node, around: readonly string[]): void => {
    let titles = around;
    if (ts.isExpressionStatement(node)) {
      const found = tagsOf(node);
      tags += found.length;
      const title = found.length === 0 ? "" : [...around, titleOf(node, source)].join(" ");
      for (const { kind, subjects } of found) {
        shown.push(...subjects.map((subject) => ({ subject, kind, title, file })));
      }
      if (calls(node.expression, "describe")) titles = [...around, titleOf(node, source)];
    }
    ts.forEachChild(node, (child) => visit(child, titles));
  };
  visit(source, []);
  if ([...text.matchAll(TAG_LINES)].length !== tags) {
    throw new Error(`${file}: a tag (@${KINDS.join(", @")}) is on something that is no test.`);
  }
  return shown;
}

function tagsOf(test: ts.ExpressionStatement): { kind: Kind; subjects: string[] }[] {
  return ts
    .getJSDocCommentsAndTags(test)
    .flatMap((comment) => (ts.isJSDoc(comment) ? (comment.tags ?? []) : [comment]))
    .map((tag) => {
      const kind = KINDS.find((one) => one === tag.tagName.text);
      if (kind === undefined) throw unreadable(tag, `@${tag.tagName.text} is none of the tags`);
      const subjects = ts.getTextOfJSDocComment(tag.comment) ?? "";
      return { kind, subjects: subjects.split(",").map((subject) => subject.trim()) };
    });
}

/** The title of `test("…", …)`, `test.each(…)("…", …)` or `describe("…", …)`. */
function titleOf({ expression }: ts.ExpressionStatement, source: ts.SourceFile): string {
  if (!calls(expression, "test") && !calls(expression, "describe")) {
    throw unreadable(expression, "a tag is on something that is no test");
  }
  const [title] = (expression as ts.CallExpression).arguments;
  if (title !== undefined && ts.isStringLiteralLike(title)) return title.text;
  throw unreadable(expression, `the title has to be written out, not ${title?.getText(source)}`);
}

/** Whether it is `name(…)` or `name.each(…)(…)`. */
function calls(expression: ts.Expression, name: string): boolean {
  if (!ts.isCallExpression(expression)) return false;
  const { expression: called } = expression;
  if (ts.isIdentifier(called)) return called.text === name;
  return (
    ts.isCallExpression(called) &&
    ts.isPropertyAccessExpression(called.expression) &&
    called.expression.name.text === "each" &&
    ts.isIdentifier(called.expression.expression) &&
    called.expression.expression.text === name
  );
}

function unreadable(node: ts.Node, why: string): Error {
  const source = node.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
  return new Error(`${source.fileName}:${line + 1}: ${why}.`);
}
