/** Discord's way of saying no: an HTTP status with a code of its own. */
export class Refused extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export const unknownChannel = (): Refused => new Refused(404, 10_003, 'Unknown Channel');
export const unknownMessage = (): Refused => new Refused(404, 10_008, 'Unknown Message');
export const unknownInteraction = (): Refused => new Refused(404, 10_062, 'Unknown interaction');
export const unknownWebhook = (): Refused => new Refused(401, 50_027, 'Invalid Webhook Token');
export const missingAccess = (): Refused => new Refused(403, 50_001, 'Missing Access');
export const missingPermissions = (): Refused => new Refused(403, 50_013, 'Missing Permissions');
export const invalidBody = (what: string): Refused => new Refused(400, 50_035, `Invalid Form Body: ${what}`);
