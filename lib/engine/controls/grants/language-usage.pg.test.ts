import { controlStory } from '../../../testing/control-story.ts';
import { languageUsage } from './language-usage.ts';

controlStory(languageUsage, {
  setup: `CREATE ROLE app LOGIN; CREATE TRUSTED LANGUAGE scripts HANDLER plpgsql_call_handler;
    REVOKE USAGE ON LANGUAGE scripts FROM PUBLIC; GRANT USAGE ON LANGUAGE plpgsql TO app`,
  break: 'GRANT USAGE ON LANGUAGE scripts TO app',
  fires: [{ kind: 'language', name: 'scripts', role: 'app' }],
  neighbours: [{ name: 'plpgsql' }],
});
