import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A type as an SDK's declarations write it, without Pulumi's Input and Output around it. */
export type SdkType =
  | { readonly kind: "string" | "number" | "boolean" | "any" }
  | { readonly kind: "enum"; readonly name: string }
  | { readonly kind: "object"; readonly name: string }
  | { readonly kind: "array" | "map"; readonly of: SdkType };

/** One property of a declared interface or class. */
export interface SdkProperty {
  readonly type: SdkType;
  readonly optional: boolean;
  /** The text of its doc comment, on one line. */
  readonly doc: string;
}

export type SdkProperties = ReadonlyMap<string, SdkProperty>;

/** What a resource's own declaration file says. */
export interface ResourceDeclaration {
  readonly doc: string;
  readonly args: SdkProperties;
  readonly outputs: SdkProperties;
}

/**
 * Reads the declarations (`*.d.ts`) of one installed Pulumi SDK, by syntax alone.
 * Every name that is asked for and not found, and every type of a form not met so far, is an error.
 */
export class Declarations {
  readonly #root: string;
  readonly #namespaces = new Map<string, Namespace>();
  readonly #enums = new Map<string, ReadonlyMap<string, readonly string[]>>();
  readonly #files = new Map<string, string>();

  /** @param root the SDK's folder, e.g. `node_modules/@pulumi/azure-native`. */
  constructor(root: string) {
    this.#root = root;
  }

  /** The class `name` of `module`, e.g. `network` and `NatGateway`. */
  resource(module: string, name: string): ResourceDeclaration {
    const file = join(module, `${name[0]?.toLowerCase()}${name.slice(1)}.d.ts`);
    const source = parse(file, this.#read(file));
    let doc: string | undefined;
    let outputs: SdkProperties | undefined;
    let args: SdkProperties | undefined;
    for (const node of source.statements) {
      if (ts.isClassDeclaration(node) && node.name?.text === name) {
        doc = docOf(node, source);
        outputs = properties(node.members, source, file);
      }
      if (ts.isInterfaceDeclaration(node) && node.name.text === `${name}Args`) {
        args = properties(node.members, source, file);
      }
    }
    if (doc === undefined || outputs === undefined || args === undefined) {
      throw new Error(`${file}: no class ${name} with its ${name}Args.`);
    }
    return { doc, args, outputs };
  }

  /** The nested type `module.Name` of types/input.d.ts. */
  input(name: string): SdkProperties {
    return this.#nested("types/input.d.ts", name);
  }

  /** The nested type `module.Name` of types/output.d.ts. */
  output(name: string): SdkProperties {
    return this.#nested("types/output.d.ts", name);
  }

  /** The values of the enum `module.Name`. */
  enumValues(name: string): readonly string[] {
    const [module = "", type = ""] = name.split(".");
    let enums = this.#enums.get(module);
    if (enums === undefined) {
      const file = `types/enums/${module}/index.d.ts`;
      enums = readEnums(parse(file, this.#read(file)));
      this.#enums.set(module, enums);
    }
    const values = enums.get(type);
    if (values === undefined) throw new Error(`types/enums/${module}: no enum ${type}.`);
    return values;
  }

  #nested(file: string, name: string): SdkProperties {
    const [module = "", type = ""] = name.split(".");
    const key = `${file}:${module}`;
    let namespace = this.#namespaces.get(key);
    if (namespace === undefined) {
      namespace = new Namespace(file, module, this.#read(file));
      this.#namespaces.set(key, namespace);
    }
    return namespace.get(type);
  }

  #read(file: string): string {
    let text = this.#files.get(file);
    if (text === undefined) {
      text = readFileSync(join(this.#root, file), "utf8");
      this.#files.set(file, text);
    }
    return text;
  }
}

function parse(file: string, text: string): ts.SourceFile {
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest);
}

/** The interfaces of one namespace; each is read when it is asked for, as many are of forms that nobody needs. */
class Namespace {
  readonly #file: string;
  readonly #source: ts.SourceFile;
  readonly #interfaces = new Map<string, ts.InterfaceDeclaration>();
  readonly #read = new Map<string, SdkProperties>();

  /** Parses that one namespace only: the whole files have 7 to 9 MB, a namespace some 300 kB. */
  constructor(file: string, module: string, text: string) {
    this.#file = `${file}: ${module}`;
    const start = text.indexOf(`export declare namespace ${module} {`);
    const end = text.indexOf("\n}\n", start);
    if (start < 0 || end < 0) throw new Error(`${this.#file}: no such namespace.`);
    this.#source = parse(file, text.slice(start, end + 3));
    for (const node of this.#source.statements) {
      if (!ts.isModuleDeclaration(node) || !node.body || !ts.isModuleBlock(node.body)) continue;
      for (const inner of node.body.statements) {
        if (ts.isInterfaceDeclaration(inner)) this.#interfaces.set(inner.name.text, inner);
      }
    }
  }

  get(name: string): SdkProperties {
    const done = this.#read.get(name);
    if (done !== undefined) return done;
    const declared = this.#interfaces.get(name);
    if (declared === undefined) throw new Error(`${this.#file}: no interface ${name}.`);
    const found = properties(declared.members, this.#source, `${this.#file}.${name}`);
    this.#read.set(name, found);
    return found;
  }
}

/** `export declare const X: { readonly A: "a"; … }` */
function readEnums(source: ts.SourceFile): ReadonlyMap<string, readonly string[]> {
  const enums = new Map<string, readonly string[]>();
  for (const node of source.statements) {
    if (!ts.isVariableStatement(node)) continue;
    for (const declaration of node.declarationList.declarations) {
      if (!ts.isIdentifier(declaration.name) || declaration.type === undefined) continue;
      if (!ts.isTypeLiteralNode(declaration.type)) continue;
      const values = declaration.type.members.flatMap((member) =>
        ts.isPropertySignature(member) &&
        member.type !== undefined &&
        ts.isLiteralTypeNode(member.type) &&
        ts.isStringLiteral(member.type.literal)
          ? [member.type.literal.text]
          : [],
      );
      enums.set(declaration.name.text, values);
    }
  }
  return enums;
}

function properties(
  members: ts.NodeArray<ts.Node>,
  source: ts.SourceFile,
  where: string,
): SdkProperties {
  const found = new Map<string, SdkProperty>();
  for (const member of members) {
    if (!ts.isPropertySignature(member) && !ts.isPropertyDeclaration(member)) continue;
    if (member.type === undefined) continue;
    if (member.modifiers?.some((one) => one.kind === ts.SyntaxKind.StaticKeyword)) continue;
    const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText(source);
    found.set(name, {
      type: sdkType(member.type, source, `${where}.${name}`),
      optional: member.questionToken !== undefined,
      doc: docOf(member, source),
    });
  }
  return found;
}

function sdkType(node: ts.TypeNode, source: ts.SourceFile, where: string): SdkType {
  if (ts.isParenthesizedTypeNode(node)) return sdkType(node.type, source, where);
  if (ts.isArrayTypeNode(node)) {
    return { kind: "array", of: sdkType(node.elementType, source, where) };
  }
  if (ts.isUnionTypeNode(node)) return unionType(node, source, where);
  if (ts.isTypeLiteralNode(node)) {
    const index = node.members[0];
    if (node.members.length === 1 && index !== undefined && ts.isIndexSignatureDeclaration(index)) {
      return { kind: "map", of: sdkType(index.type, source, where) };
    }
  }
  if (ts.isTypeReferenceNode(node)) {
    const name = node.typeName.getText(source);
    const argument = node.typeArguments?.[0];
    if (argument !== undefined && /^pulumi\.(Input|Output)$/.test(name)) {
      return sdkType(argument, source, where);
    }
    const [head = "", ...rest] = name.split(".");
    if (head === "inputs" || head === "outputs") return { kind: "object", name: rest.join(".") };
    if (head === "enums") return { kind: "enum", name: rest.join(".") };
  }
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return { kind: "string" };
  const text = node.getText(source);
  if (text === "string" || text === "number" || text === "boolean" || text === "any") {
    return { kind: text };
  }
  throw new Error(`${where}: a type of a form not met so far: ${text}`);
}

/**
 * `T | undefined`, and `string | enums.m.E`: an enum to which the SDK admits other strings. One object out of
 * several stands as `any`, which is passed on as it is written: the compiler checks it, and the type's behaviour.
 */
function unionType(node: ts.UnionTypeNode, source: ts.SourceFile, where: string): SdkType {
  const parts = node.types
    .filter((one) => one.kind !== ts.SyntaxKind.UndefinedKeyword)
    .map((one) => sdkType(one, source, where));
  const enumeration = parts.find((one) => one.kind === "enum");
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  if (parts.length === 2 && enumeration && parts.some((one) => one.kind === "string")) {
    return enumeration;
  }
  if (parts.every((one) => one.kind === "object")) return { kind: "any" };
  throw new Error(`${where}: a union of a form not met so far: ${node.getText(source)}`);
}

function docOf(node: ts.Node, source: ts.SourceFile): string {
  const comments = source.text.slice(node.getFullStart(), node.getStart(source));
  return comments.replace(/[\s*/]+/g, (gap) => (gap.trim() === "/" ? gap : " ")).trim();
}
