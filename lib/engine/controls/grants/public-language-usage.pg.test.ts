import { controlStory } from '../../../testing/control-story.ts';
import { publicLanguageUsage } from './public-language-usage.ts';

controlStory(publicLanguageUsage, {
  setup:
    'CREATE TRUSTED LANGUAGE closed HANDLER plpgsql_call_handler; REVOKE USAGE ON LANGUAGE closed FROM PUBLIC',
  break: 'CREATE TRUSTED LANGUAGE scripts HANDLER plpgsql_call_handler',
  fires: [{ kind: 'language', name: 'scripts', public: true }],
  neighbours: [{ name: 'plpgsql' }, { name: 'closed' }],
});
