// The worker process: takes scans from the queue until it is told to stop.
import { database } from '../service/db/client.ts';
import { work } from '../service/jobs/work.ts';
import { untilTold } from './until-told.ts';

const stopping = untilTold();
process.send?.({ ready: true });
await work(stopping);
await database().$disconnect();
process.exit(0);
