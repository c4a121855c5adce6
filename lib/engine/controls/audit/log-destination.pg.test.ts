import { alterSystem } from '../../../testing/alter-system.ts';
import { controlStory } from '../../../testing/control-story.ts';
import { logDestination } from './log-destination.ts';

const fires = [{ kind: 'setting', name: 'log_destination' }] as const;

controlStory(logDestination, { break: alterSystem('log_destination', ''), fires });
controlStory(logDestination, { majors: [17], break: alterSystem('log_destination', 'csvlog'), fires });
