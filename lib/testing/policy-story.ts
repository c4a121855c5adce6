import type { EmbeddedMajor } from '../embedded/binaries.ts';
import type { Control } from '../engine/controls/control.ts';
import type { Policy } from '../engine/policy/policy.ts';
import { controlStory } from './control-story.ts';

/** What stands behind the name of a table in CREATE POLICY, by table: `FOR SELECT TO app USING (true)`. */
type Policies = Readonly<Record<string, string>>;

export interface PolicyStory {
  readonly majors?: readonly EmbeddedMajor[];
  readonly policy?: Policy;
  /** Before the tables: roles, functions, lookup tables. */
  readonly setup?: string;
  /** After the tables and the sound policies. */
  readonly grants?: string;
  /** Columns of every table; `id int NOT NULL, tenant_id uuid NOT NULL, owner text, email text` when left out. */
  readonly columns?: string;
  /** Never found. */
  readonly sound: Policies;
  /** Each found, on its table. */
  readonly wrong: Policies;
  /** The control scripts its remedy; else a person drops the policy. */
  readonly scripted?: boolean;
}

const plain = 'id int NOT NULL, tenant_id uuid NOT NULL, owner text, email text';

/** The story of a control on single policies: every case is a table of its own with one policy, named `p`. */
export function policyStory(control: Control, story: PolicyStory): void {
  const tables = [...Object.keys(story.sound), ...Object.keys(story.wrong)].map(
    (name) =>
      `CREATE TABLE ${name} (${story.columns ?? plain}); ALTER TABLE ${name} ENABLE ROW LEVEL SECURITY;`,
  );
  const created = (policies: Policies) =>
    Object.entries(policies)
      .map(([table, clauses]) => `CREATE POLICY p ON ${table} ${clauses};`)
      .join('\n');
  controlStory(control, {
    ...(story.majors ? { majors: story.majors } : {}),
    ...(story.policy ? { policy: story.policy } : {}),
    setup: [story.setup ?? '', ...tables, created(story.sound), story.grants ?? ''].join(';\n'),
    break: created(story.wrong),
    fires: Object.keys(story.wrong).map((relation) => ({ kind: 'policy', relation, name: 'p' })),
    neighbours: Object.keys(story.sound).map((relation) => ({ relation })),
    ...(story.scripted
      ? {}
      : {
          mendByHand: Object.keys(story.wrong)
            .map((table) => `DROP POLICY p ON ${table};`)
            .join('\n'),
          unmendByHand: created(story.wrong),
        }),
  });
}

/** As `auth.uid()` and its like are written where requests come with a token. */
export const tokenFunctions = `CREATE SCHEMA auth;
  CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('request.jwt.claim.sub', true), '')::uuid $$;
  CREATE FUNCTION auth.role() RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('request.jwt.claim.role', true), '') $$;
  CREATE FUNCTION auth.email() RETURNS text LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('request.jwt.claim.email', true), '') $$;
  CREATE FUNCTION auth.jwt() RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb $$;`;

/** A predicate that keeps tenants apart. */
export const ownTenant = "tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid";
