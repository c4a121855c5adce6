import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { createroleSelfGrant } from './createrole-self-grant.ts';

const fires = [{ kind: 'setting', name: 'createrole_self_grant' }] as const;

controlStory(createroleSelfGrant, {
  majors: [16, 18],
  break: alterSystem('createrole_self_grant', 'set, inherit'),
  fires,
});

controlStory(createroleSelfGrant, {
  majors: [17],
  setup: 'CREATE ROLE creator LOGIN CREATEROLE',
  break: "ALTER ROLE creator SET createrole_self_grant = 'inherit'",
  fires,
});
