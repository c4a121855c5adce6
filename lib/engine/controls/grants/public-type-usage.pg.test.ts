import { controlStory } from '../../../testing/control-story.ts';
import { publicTypeUsage } from './public-type-usage.ts';

controlStory(publicTypeUsage, {
  setup: `CREATE ROLE app; CREATE SCHEMA app; CREATE TYPE app.state AS ENUM ('a'); CREATE SCHEMA open; GRANT USAGE ON SCHEMA open TO PUBLIC; CREATE DOMAIN open.shared AS text;
    REVOKE USAGE ON TYPE app.state FROM PUBLIC; GRANT USAGE ON TYPE app.state TO app`,
  // The second as CREATE DOMAIN leaves it.
  break: 'GRANT USAGE ON TYPE app.state TO PUBLIC; CREATE DOMAIN app.untouched AS text',
  fires: [
    { kind: 'type', schema: 'app', name: 'state', public: true },
    { kind: 'type', schema: 'app', name: 'untouched', public: true },
  ],
  neighbours: [{ name: 'shared' }],
});
