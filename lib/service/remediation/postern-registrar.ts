/** Registrar of a credential that Postern made itself, for its demo. No person has this id. */
export const postern = 'postern';
