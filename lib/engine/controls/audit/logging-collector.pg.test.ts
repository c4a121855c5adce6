import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { loggingCollector } from './logging-collector.ts';

controlStory(loggingCollector, {
  settings: { logging_collector: 'on' },
  break: alterSystem('logging_collector', 'off', 'restart'),
  fires: [{ kind: 'setting', name: 'logging_collector' }],
});
