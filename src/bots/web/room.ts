/**
 * The one room of the web channel, in the platform's own ids. A second channel would be a second entry
 * here; core makes the rows when the first event with these ids arrives.
 */
export const WEB_COMMUNITY = { externalId: 'local', name: 'Greenroom' } as const;
export const WEB_CHANNEL = { externalId: 'practice', name: 'practice' } as const;
