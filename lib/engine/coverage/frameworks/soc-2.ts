import type { Framework } from './framework.ts';

/** SOC 2 trust services criteria (2017, revised 2022) that a database can meet or miss. */
export const soc2: Framework = {
  standard: 'SOC 2',
  requirements: [
    { id: 'A1.2', title: 'Data is backed up and the environment can be recovered' },
    { id: 'A1.3', title: 'Recovery is tested', outside: 'a process of people, not a state of the database' },
    { id: 'C1.1', title: 'Confidential information is identified and protected' },
    { id: 'C1.2', title: 'Confidential information is disposed of' },
    { id: 'CC6.1', title: 'Logical access is restricted' },
    { id: 'CC6.2', title: 'Accounts are registered, and removed when no longer needed' },
    { id: 'CC6.3', title: 'Access follows roles, least privilege and separation of duties' },
    { id: 'CC6.6', title: 'Access from outside the boundary is protected' },
    { id: 'CC6.7', title: 'Information is protected when it moves' },
    { id: 'CC6.8', title: 'Unauthorized software is prevented or found' },
    { id: 'CC7.1', title: 'Changes of configuration and new weaknesses are found' },
    { id: 'CC7.2', title: 'Anomalies are watched for' },
    {
      id: 'CC7.3',
      title: 'Events are evaluated',
      outside: 'a process of people, not a state of the database',
    },
    { id: 'CC8.1', title: 'Changes are authorized, tested and approved' },
  ],
};
