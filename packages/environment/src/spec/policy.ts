import { wholeSchema } from '@towpath/descriptor'
import { z } from 'zod'

const gateStrengthSchema = z.enum(['off', 'warn', 'require'], { error: '`off`, `warn` or `require`' })

const strength = (what: string) => gateStrengthSchema.optional().describe(what)

const personSchema = z
  .string({ error: 'the name of a user, or `team:<name>`' })
  .regex(/^(team:[\w.-]+(\/[\w.-]+)?|[\w.-]+(\[bot\])?)$/, { error: 'the name of a user, or `team:<name>`' })

const peopleSchema = z.array(personSchema).min(1, { error: 'at least one user or team' })

/** `policy` of an environment: what has to be so before something changes there (FORMATS). */
export const policySchema = z.strictObject({
  soakMinutes: z
    .number({ error: 'a number of minutes, at least 0' })
    .min(0, { error: 'a number of minutes, at least 0' })
    .optional()
    .describe('How long a version must have run without a break in `after` before it comes here.'),
  approvals: wholeSchema(0, 'people')
    .optional()
    .describe(
      'How many people other than the requester must agree; of those that `allowed.promote` names, if it does.',
    ),
  freeze: z
    .array(z.string({ error: 'a window such as `Fri 16:00-Mon 08:00 Europe/Berlin`' }))
    .optional()
    .describe(
      'Times in which nothing changes: `Fri 16:00-Mon 08:00 Europe/Berlin` every week, or once `2026-12-23 12:00-2027-01-02 08:00 Europe/Berlin`.',
    ),
  gates: z
    .strictObject({
      order: strength('Each version has been deployed well in `after`. Default: require.'),
      soak: strength('It ran there for `soakMinutes`. Default: require.'),
      freeze: strength('No window of `freeze` holds. Default: require.'),
      approvals: strength('As many people agreed as `approvals` says. Default: require.'),
      matrix: strength(
        'Versions that come together have been deployed well together, here or in `after`. Default: warn.',
      ),
      provenance: strength(
        "An attestation that GitHub keeps proves that a workflow of the package's own repository built it; public repositories on github.com. Default: off.",
      ),
    })
    .optional()
    .describe('How strong a gate is: off, warn, or require.'),
  allowed: z
    .strictObject({
      promote: peopleSchema.optional().describe('Who may promote. Absent: whoever may run the step.'),
      override: peopleSchema.optional().describe('Who may set a gate aside. Absent: nobody.'),
    })
    .optional()
    .describe('People by name, and teams as `team:<name>`.'),
  keepRevisions: wholeSchema(1, 'revisions')
    .optional()
    .describe('Of how many revisions the packages are kept. Default: 10; revision documents are never removed.'),
})
