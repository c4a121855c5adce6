import type { Framework } from './framework.ts';

/** HIPAA Security Rule, 45 CFR 164.312 and its neighbours that concern stored health data. */
export const hipaa: Framework = {
  standard: 'HIPAA',
  requirements: [
    { id: '164.308(a)(7)(ii)(A)', title: 'Data is backed up' },
    {
      id: '164.308(a)(7)(ii)(D)',
      title: 'Recovery is tested',
      outside: 'a process of people, not a state of the database',
    },
    { id: '164.312(a)(1)', title: 'Access only for those who were granted it' },
    { id: '164.312(a)(2)(i)', title: 'Every user is identified' },
    { id: '164.312(a)(2)(ii)', title: 'Data can be reached in an emergency' },
    { id: '164.312(a)(2)(iii)', title: 'Sessions end by themselves' },
    { id: '164.312(a)(2)(iv)', title: 'Data can be encrypted' },
    { id: '164.312(b)', title: 'Activity is recorded' },
    { id: '164.312(c)(1)', title: 'Data is protected from improper change' },
    { id: '164.312(d)', title: 'Who asks is who they claim to be' },
    { id: '164.312(e)(1)', title: 'Data is protected when transmitted' },
    { id: '164.502(b)', title: 'No more is disclosed than is necessary' },
  ],
};
