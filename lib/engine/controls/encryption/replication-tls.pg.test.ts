import { standbyStory } from '../../../testing/standby-story.ts';
import { replicationTls } from './replication-tls.ts';

standbyStory(replicationTls, {
  good: [
    'host=p sslmode=verify-full',
    'service=primary sslmode=verify-full',
    "sslmode='verify-ca' password=canary",
  ],
  bad: [
    'host=p password=canary',
    'host=p sslmode=require',
    'host=p sslmode=disable passfile=/x',
    'host=p user=standby',
    'service=primary sslmode=require',
  ],
  // Where it stands is a file of the standby.
  unknown: ['service=primary', 'service=primary password=canary'],
});
