// Writes the documents that are made from code. A test beside each source fails when one is out of step.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { controlsMarkdown } from '../lib/cli/controls.ts';
import { frameworksMarkdown } from '../lib/engine/coverage/frameworks/framework-document.ts';
import { scoreDocument } from '../lib/engine/coverage/score-document.ts';
import { policyJsonSchema } from '../lib/engine/policy/json-schema.ts';
import { threatsDocument } from '../lib/engine/policy/threats/threats-document.ts';
import { permissionsDocument } from '../lib/service/auth/permissions-document.ts';

const docs = path.join(import.meta.dirname, '..', 'docs');
writeFileSync(path.join(docs, 'policy.schema.json'), `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
writeFileSync(path.join(docs, 'threats.md'), threatsDocument());
writeFileSync(path.join(docs, 'score.md'), scoreDocument());
writeFileSync(path.join(docs, 'controls.md'), controlsMarkdown());
writeFileSync(path.join(docs, 'frameworks.md'), frameworksMarkdown());
writeFileSync(path.join(docs, 'permissions.md'), permissionsDocument());
