import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText } from '../../../testing/hba-lines.ts';
import { hbaFileParseError } from './hba-file-parse-error.ts';

const broken = hbaLines('host shop app 10.0.1.0/24 scram', 'hostssl shop app 10.0.2.0/24 scram-sha-256');

controlStory(hbaFileParseError, {
  majors: [14, 15, 16, 17, 18],
  // TLS is off: a hostssl rule then carries a note in the view, and is no error.
  hba: hbaText('hostssl shop app 10.0.2.0/24 scram-sha-256'),
  break: broken,
  fires: [{ kind: 'setting', name: 'hba_file' }],
  mendByHand: hbaLines('hostssl shop app 10.0.2.0/24 scram-sha-256'),
  unmendByHand: broken,
});

// A server of RADIUS that has no address: the view shows a row without rule and without error, and a reload is refused.
const wordless = hbaLines(
  'host shop app 10.0.1.0/24 radius radiusservers=nowhere.invalid radiussecrets=canary',
);

controlStory(hbaFileParseError, {
  hba: hbaText(),
  break: wordless,
  fires: [{ kind: 'setting', name: 'hba_file' }],
  mendByHand: hbaLines(),
  unmendByHand: wordless,
});
