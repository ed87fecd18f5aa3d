// The OpenAPI text, generated from the same route list and schemas that check the input.
import { z } from "zod";
import type { Access, Route } from "../contract/index.ts";

type Json = Record<string, unknown>;

/** An OpenAPI 3.1 document of all JSON routes. */
export function describeRoutes(routes: readonly Route[], version: string): Json {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: "3.1.0",
    info: { title: "Keshi 客史", version, license: { name: "Apache-2.0", identifier: "Apache-2.0" } },
    paths,
    components: {
      schemas: { Problem: PROBLEM },
      securitySchemes: {
        source: { type: "http", scheme: "bearer", description: "Key of a source (keshi source key NAME)" },
        terminal: { type: "http", scheme: "bearer", description: "Token of a paired terminal" },
        person: { type: "apiKey", in: "cookie", name: "keshi_session" },
      },
    },
  };
}

function operation(route: Route): Json {
  const roles = typeof route.access === "object" ? { "x-roles": route.access.roles } : {};
  return {
    summary: route.summary,
    security: securityOf(route.access),
    ...roles,
    parameters: [...pathParameters(route.path), ...queryParameters(route.query)],
    ...(route.body === undefined
      ? {}
      : {
          requestBody: { required: true, content: { "application/json": { schema: schemaOf(route.body) } } },
        }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.answers).map(([status, answer]) => [status, responseOf(status, answer)]),
      ),
      default: { description: "A problem", content: PROBLEM_CONTENT },
    },
  };
}

function responseOf(status: string, answer: { means: string; schema?: z.ZodType }): Json {
  if (Number(status) >= 400) return { description: answer.means, content: PROBLEM_CONTENT };
  if (answer.schema === undefined) return { description: answer.means };
  return {
    description: answer.means,
    content: { "application/json": { schema: schemaOf(answer.schema, "output") } },
  };
}

function securityOf(access: Access): Json[] {
  if (access === "anyone") return [];
  if (access === "source") return [{ source: [] }];
  if (access === "terminal") return [{ terminal: [] }];
  return access === "terminal-or-person" ? [{ terminal: [] }, { person: [] }] : [{ person: [] }];
}

function pathParameters(path: string): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodType | undefined): Json[] {
  if (query === undefined) return [];
  const { properties, required } = queryShape.parse(schemaOf(query));
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

const queryShape = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

function schemaOf(schema: z.ZodType, io: "input" | "output" = "input"): Json {
  const described: Json = { ...z.toJSONSchema(schema, { io, unrepresentable: "any" }) };
  delete described["$schema"];
  return described;
}

const PROBLEM = {
  type: "object",
  required: ["type", "title", "status", "code"],
  properties: {
    type: { type: "string" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    code: { type: "string", description: "Stable; decide by it" },
    errors: { type: "array", items: { type: "object" } },
  },
};
const PROBLEM_CONTENT = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
