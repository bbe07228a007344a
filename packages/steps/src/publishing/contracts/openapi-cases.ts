import type { ContractPair } from './contract-pair.ts'

/** A service's API, as someone writes it. For tests. */
export const stockApi = `openapi: 3.0.3
info: {title: Stock, version: 1.0.0}
paths:
  /articles:
    get:
      parameters:
        - {name: limit, in: query, schema: {type: integer, maximum: 100}}
        - {name: state, in: query, schema: {$ref: "#/components/schemas/State"}}
      responses:
        "200":
          description: A page
          content:
            application/json:
              schema: {type: array, items: {$ref: "#/components/schemas/Article"}}
    post:
      requestBody:
        content:
          application/json:
            schema: {$ref: "#/components/schemas/NewArticle"}
      responses:
        "201": {description: Made}
  /articles/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      responses:
        "200":
          description: One
          content:
            application/json:
              schema: {$ref: "#/components/schemas/Article"}
        "404": {description: None}
components:
  schemas:
    State: {type: string, enum: [there, gone]}
    NewArticle:
      type: object
      required: [name]
      properties:
        name: {type: string, maxLength: 80}
        count: {type: integer, minimum: 0}
    Article:
      allOf:
        - {$ref: "#/components/schemas/NewArticle"}
        - type: object
          required: [id]
          properties:
            id: {type: string}
            note: {type: string}
`

/** A change of the text, and the bump that whoever compares has to ask for. */
export const openApiCases: readonly (readonly [name: string, from: string, to: string, required: string])[] = [
  ['nothing', '', '', 'patch'],
  ['another description', 'description: One', 'description: One of them', 'patch'],
  [
    'an optional parameter more',
    '  parameters:\n        - {name: limit',
    '  parameters:\n        - {name: q, in: query, schema: {type: string}}\n        - {name: limit',
    'minor',
  ],
  [
    'a required parameter more',
    '  parameters:\n        - {name: limit',
    '  parameters:\n        - {name: q, in: query, required: true, schema: {type: string}}\n        - {name: limit',
    'major',
  ],
  ['a parameter less', '        - {name: limit, in: query, schema: {type: integer, maximum: 100}}\n', '', 'major'],
  ['a higher bound for requests', 'maximum: 100', 'maximum: 200', 'minor'],
  ['a lower bound for requests', 'maximum: 100', 'maximum: 50', 'major'],
  ['a value less in requests', '[there, gone]', '[there]', 'major'],
  ['a value more in requests', '[there, gone]', '[there, gone, lost]', 'minor'],
  [
    'an operation more',
    '  /articles/{id}:\n',
    '  /articles/{id}:\n    delete: {parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {"204": {description: Gone}}}\n',
    'minor',
  ],
  ['an operation less', '    post:\n', '    x-post:\n', 'major'],
  ['a property more', 'note: {type: string}', 'note: {type: string}\n            since: {type: string}', 'minor'],
  ['a property of answers less', '            note: {type: string}\n', '', 'major'],
  ['another type', 'note: {type: string}', 'note: {type: integer}', 'major'],
  ['a required property more', 'required: [name]', 'required: [name, count]', 'major'],
  ['what answers always have less', 'required: [id]', 'required: []', 'major'],
  ['a body that is required', '      requestBody:\n', '      requestBody:\n        required: true\n', 'major'],
  [
    'a status more',
    '"404": {description: None}',
    '"404": {description: None}\n        "410": {description: Gone}',
    'minor',
  ],
  ['a success less', '"201": {description: Made}', '"202": {description: Later}', 'major'],
]

export function pairOf(from: string, to: string): ContractPair {
  return { path: 'openapi.yaml', was: stockApi, is: stockApi.replace(from, to) }
}
