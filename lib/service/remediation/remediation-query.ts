import { z } from 'zod';
import { severities } from '../../engine/model/severity.ts';
import {
  listField,
  nameField,
  pageField,
  type SearchParameters,
  textField,
} from '../snapshot/query-fields.ts';
import { type QueueTab, queueTabs } from './remediation-state.ts';

const tabs = Object.keys(queueTabs) as readonly QueueTab[];
const tabField = textField.transform((said): QueueTab | 'waits' | 'all' =>
  said === 'waits' ? 'waits' : (tabs.find((tab) => tab === said) ?? 'all'),
);

const querySchema = z.object({
  /** Which part of the queue: what waits for whoever asks, everything, or one of `queueTabs`. */
  tab: tabField,
  /** A target's id; empty: all. */
  target: textField,
  database: nameField,
  severity: listField(severities),
  /** A person's id: who wrote, edited, submitted or approved it. */
  person: textField,
  page: pageField,
});

export type RemediationQuery = z.infer<typeof querySchema>;

/** What an address asks for; never refuses. */
export const parseRemediationQuery = (said: SearchParameters): RemediationQuery => querySchema.parse(said);
