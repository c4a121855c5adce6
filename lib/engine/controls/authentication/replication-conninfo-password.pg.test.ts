import { standbyStory } from '../../../testing/standby-story.ts';
import { replicationConninfoPassword } from './replication-conninfo-password.ts';

standbyStory(replicationConninfoPassword, {
  good: ['host=p sslmode=require', 'passfile=/home/x/.pgpass', "sslmode=require password=''"],
  bad: [
    'host=p password=canary',
    "user=x password = 'canary x' sslmode=verify-full",
    'host=p sslkey=/k sslpassword=canary',
    'host=p scram_client_key=canary',
  ],
});
