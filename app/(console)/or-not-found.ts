import { notFound } from 'next/navigation';
import { ServiceError } from '#lib/service/errors.ts';

/** What was asked for, or the not-found page when there is no such thing. Every other failure stays one. */
export async function orNotFound<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-found') notFound();
    throw error;
  }
}

/** The same for a page's title: null when there is no such thing, which the page itself says. */
export async function orNull<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ServiceError && error.code === 'not-found') return null;
    throw error;
  }
}
