import type { Framework } from './framework.ts';

/** GDPR: articles whose technical side a database can show. */
export const gdpr: Framework = {
  standard: 'GDPR',
  requirements: [
    { id: 'Art. 4(5)', title: 'Pseudonymisation keeps what identifies a person apart' },
    {
      id: 'Art. 5(1)(c)',
      title: 'No more personal data than necessary',
      outside: 'whether data is necessary is a decision of the controller',
    },
    { id: 'Art. 5(1)(e)', title: 'Personal data is kept no longer than necessary' },
    { id: 'Art. 5(1)(f)', title: 'Integrity and confidentiality' },
    {
      id: 'Art. 17',
      title: 'Personal data can be erased',
      outside: 'whether one person’s rows were erased cannot be told without reading rows',
    },
    { id: 'Art. 25', title: 'Data protection by design and by default' },
    { id: 'Art. 30', title: 'A record of processing is kept' },
    { id: 'Art. 32', title: 'Security of processing' },
  ],
};
