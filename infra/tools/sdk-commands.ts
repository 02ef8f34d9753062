import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The services whose clients `src/` uses, by the package that a command is imported from. */
const services: Readonly<Record<string, string>> = {
  '@aws-sdk/client-cognito-identity': 'cognito-identity',
  '@aws-sdk/client-cognito-identity-provider': 'cognito-idp',
  '@aws-sdk/client-dynamodb': 'dynamodb',
  '@aws-sdk/client-s3': 's3',
  '@aws-sdk/lib-dynamodb': 'dynamodb',
};

/** Where the operation and the permission have different names: IAM asks for what a transaction holds, not for itself. */
const actionsOfOperations: Readonly<Record<string, readonly string[]>> = {
  'dynamodb:Put': ['dynamodb:PutItem'],
  'dynamodb:Get': ['dynamodb:GetItem'],
  'dynamodb:Update': ['dynamodb:UpdateItem'],
  'dynamodb:Delete': ['dynamodb:DeleteItem'],
  'dynamodb:BatchGet': ['dynamodb:BatchGetItem'],
  'dynamodb:BatchWrite': ['dynamodb:BatchWriteItem'],
  'dynamodb:TransactWrite': [],
  'dynamodb:TransactGet': ['dynamodb:GetItem'],
  // links name a version of the object
  's3:GetObject': ['s3:GetObject', 's3:GetObjectVersion'],
  // without ListBucket a missing object is answered 403 and cannot be told from a refusal
  's3:HeadObject': ['s3:GetObject', 's3:ListBucket'],
  's3:ListObjectsV2': ['s3:ListBucket'],
  // signed by nobody: a user's ID token is all that these two take
  'cognito-identity:GetId': [],
  'cognito-identity:GetCredentialsForIdentity': [],
};

const actionsInTransactions: Readonly<Record<string, string>> = {
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

/** A presigned POST is a PutObject that the browser sends. */
const presigners: Readonly<Record<string, string>> = { createPresignedPost: 's3:PutObject' };

/** The IAM actions that the source calls, read from its imports, its `new …Command` and its transactions. */
export function calledActions(directory = 'src'): readonly string[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.spec)\.ts$/.test(name),
  );
  const found = new Set<string>();
  for (const name of files) {
    const text = readFileSync(join(directory, name), 'utf8');
    if (!/Command\b|paginate|createPresignedPost|\b(Put|Update|Delete|ConditionCheck):/.test(text)) continue;
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ESNext, true);
    for (const action of actionsIn(source)) found.add(action);
  }
  return [...found].sort();
}

function actionsIn(source: ts.SourceFile): string[] {
  const packages = importedFrom(source);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && ts.isIdentifier(node.expression)) {
      found.push(...actionsOf(node.expression.text, packages));
    }
    if (ts.isPropertyAssignment(node) && ts.isIdentifier(node.name) && ts.isObjectLiteralExpression(node.initializer)) {
      const action = actionsInTransactions[node.name.text];
      if (action !== undefined) found.push(action);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function actionsOf(name: string, packages: ReadonlyMap<string, string>): readonly string[] {
  const from = packages.get(name);
  if (from === undefined) return [];
  const presigned = presigners[name];
  if (presigned !== undefined) return [presigned];
  const operation = /^(?:paginate(\w+)|(\w+)Command)$/.exec(name);
  const service = services[from];
  if (operation === null) return [];
  if (service === undefined) throw new Error(`${name} comes from ${from}, whose service is not known here`);
  const action = `${service}:${operation[1] ?? operation[2] ?? ''}`;
  return actionsOfOperations[action] ?? [action];
}

function importedFrom(source: ts.SourceFile): ReadonlyMap<string, string> {
  const packages = new Map<string, string>();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) continue;
    const bindings = statement.importClause?.namedBindings;
    if (bindings === undefined || !ts.isNamedImports(bindings)) continue;
    const from = statement.moduleSpecifier.text;
    if (!from.startsWith('@aws-sdk/')) continue;
    for (const { name } of bindings.elements) packages.set(name.text, from);
  }
  return packages;
}
