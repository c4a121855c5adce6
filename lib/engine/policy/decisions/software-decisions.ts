import type { ClusterFacts } from '../../analysis/facts.ts';
import type { Policy } from '../policy.ts';
import { asked, given, type OpenDecision, stating } from './open-decision.ts';

/** Extensions installed in any database that was read; unread sections name none. */
function installed(facts: ClusterFacts): readonly string[] {
  const names = facts.inventory.databases.flatMap(({ sections }) =>
    'rows' in sections.extensions ? sections.extensions.rows.map((row) => row.name) : [],
  );
  return [...new Set(names)].sort();
}

/** Libraries the server loads by its own settings, as far as they were read. */
function loaded(facts: ClusterFacts): readonly string[] {
  const section = facts.inventory.cluster['protected-settings'];
  if ('gap' in section) return [];
  const names = section.rows
    .filter((row) => /^(shared|session)_preload_libraries$/.test(row.name))
    .flatMap((row) => (row.value ?? '').split(','))
    .map((name) => name.trim().replaceAll('"', ''));
  return [...new Set(names)].filter((name) => name !== '').sort();
}

/** Which extensions and libraries may run inside the server, wholly or in part unstated. */
export function softwareDecisions(facts: ClusterFacts, { software }: Policy): readonly OpenDecision[] {
  if (software?.extensions && software.libraries) return [];
  const [extensions, libraries] = [[...installed(facts)], [...loaded(facts)]];
  const paths = [
    ['Approved extensions', ['software', 'extensions']],
    ['Approved libraries', ['software', 'libraries']],
  ] as const;
  return [
    {
      id: 'software',
      question: 'Which extensions and libraries may run inside the server?',
      why: 'An extension or a preloaded library runs with the rights of the server. Without a list nobody can tell one that was chosen from one that was slipped in.',
      options: [
        stating(
          'Approve what is there now',
          'Anything that is added later is a finding, until somebody approves it.',
          { software: { extensions, libraries } },
          paths.map(([label, path]) => given(label, path, 'list')),
        ),
        stating(
          'List what is approved',
          'What is there and not listed is a finding at once.',
          { software: { extensions: ['plpgsql'], libraries: [] } },
          [asked(paths[0][0], paths[0][1], 'list', extensions), given(paths[1][0], paths[1][1], 'list')],
        ),
      ],
    },
  ];
}
