import { controlStory } from '../../../testing/control-story.ts';
import { hbaLines, hbaText, rule } from '../../../testing/hba-lines.ts';
import { hbaIdent } from './hba-ident.ts';

controlStory(hbaIdent, {
  setup: 'CREATE ROLE app LOGIN',
  hba: hbaText(),
  // On the socket ident means peer, which asks the kernel.
  break: hbaLines('local all app ident', 'host shop app 10.0.1.0/24 ident map=staff'),
  fires: [rule('host shop app 10.0.1.0/24 ident map=staff')],
  neighbours: [rule('local all app peer'), rule('local all app ident')],
});
