import { controlStory } from '../../../testing/control-story.ts';
import { publicTypeUsage } from './public-type-usage.ts';

controlStory(publicTypeUsage, {
  setup: `CREATE ROLE app; CREATE SCHEMA app; CREATE TYPE app.state AS ENUM ('a'); CREATE DOMAIN app.untouched AS text;
    REVOKE USAGE ON TYPE app.state FROM PUBLIC; GRANT USAGE ON TYPE app.state TO app`,
  break: 'GRANT USAGE ON TYPE app.state TO PUBLIC',
  fires: [{ kind: 'type', schema: 'app', name: 'state', public: true }],
  neighbours: [{ name: 'untouched' }],
});
