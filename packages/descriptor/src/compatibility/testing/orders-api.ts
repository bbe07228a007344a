/** An API as services have them: references, reuse in both directions, recursion, headers, security. For tests. */
export const ordersApi = {
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1.4.0' },
  servers: [{ url: 'https://orders.example/v1' }],
  security: [{ token: [] as string[] }],
  paths: {
    '/orders': {
      parameters: [{ $ref: '#/components/parameters/Tenant' }],
      get: {
        summary: 'Lists orders',
        parameters: [
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
          { name: 'state', in: 'query', schema: { $ref: '#/components/schemas/State' } },
        ],
        responses: {
          '200': {
            description: 'A page',
            headers: { 'X-Total': { required: true, schema: { type: 'integer' } } },
            content: {
              'application/json': { schema: { type: 'array', items: { $ref: '#/components/schemas/Order' } } },
            },
          },
          default: { $ref: '#/components/responses/Problem' },
        },
      },
      post: {
        operationId: 'placeOrder',
        security: [{ token: [] }, { oauth: ['orders:write'] }] as Record<string, string[]>[],
        requestBody: {
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/NewOrder' } },
            'application/xml': { schema: { $ref: '#/components/schemas/NewOrder' } },
          },
        },
        responses: {
          '201': {
            description: 'Placed',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
          '409': { $ref: '#/components/responses/Problem' },
        },
      },
    },
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
      get: {
        parameters: [{ name: 'X-Trace', in: 'header', schema: { type: 'string' } }],
        responses: {
          '200': {
            description: 'One',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
          },
          '404': { $ref: '#/components/responses/Problem' },
        },
      },
      delete: { responses: { '204': { description: 'Gone' } } },
    },
  },
  components: {
    parameters: { Tenant: { name: 'tenant', in: 'query', schema: { type: 'string', maxLength: 20 } } },
    responses: {
      Problem: {
        description: 'What went wrong',
        content: {
          'application/problem+json': {
            schema: { type: 'object', properties: { title: { type: 'string' }, detail: { type: 'string' } } },
          },
        },
      },
    },
    securitySchemes: {
      token: { type: 'http', scheme: 'bearer' },
      oauth: {
        type: 'oauth2',
        flows: { clientCredentials: { tokenUrl: 'https://id.example/token', scopes: { 'orders:write': 'Place' } } },
      },
    },
    schemas: {
      State: { type: 'string', enum: ['open', 'paid', 'sent'] },
      NewOrder: {
        type: 'object',
        required: ['lines'],
        properties: {
          lines: { type: 'array', minItems: 1, maxItems: 50, items: { $ref: '#/components/schemas/Line' } },
          note: { type: 'string', maxLength: 200 },
        },
      },
      Order: {
        allOf: [
          { $ref: '#/components/schemas/NewOrder' },
          {
            type: 'object',
            required: ['id', 'state'],
            properties: {
              id: { type: 'string', readOnly: true },
              state: { $ref: '#/components/schemas/State' },
              replaces: { $ref: '#/components/schemas/Order' },
              payment: {
                oneOf: [{ $ref: '#/components/schemas/Card' }, { $ref: '#/components/schemas/Transfer' }],
              },
            },
          },
        ],
      },
      Line: {
        type: 'object',
        required: ['article', 'count'],
        properties: { article: { type: 'string' }, count: { type: 'integer', format: 'int32', minimum: 1 } },
      },
      Card: { type: 'object', required: ['last4'], properties: { last4: { type: 'string', pattern: '^\\d{4}$' } } },
      Transfer: { type: 'object', properties: { iban: { type: 'string' } } },
    },
  },
}
