import type { Reader } from '../db/database.ts';
import { encodeAction } from '../platform/action.ts';
import type { Button } from '../platform/card.ts';
import { instant, rich, strong, type Rich } from '../platform/rich.ts';
import { encodeWhat } from './mock-action.ts';

/** A mock that a member finished, as they are told of it. */
export interface FinishedMock {
  readonly sessionId: string;
  readonly category: string;
  readonly finishedAt: Temporal.Instant;
  /** Null when the other one is gone. */
  readonly partner: string | null;
}

/** A member's finished mocks, newest first; parts that they deleted are left out. Reads only. */
export async function listMocks(db: Reader, memberId: string, limit: number): Promise<FinishedMock[]> {
  const rows = await db
    .selectFrom('mock_seats as own')
    .innerJoin('mock_sessions', 'mock_sessions.id', 'own.session_id')
    .leftJoin('mock_seats as other', (join) =>
      join
        .onRef('other.session_id', '=', 'own.session_id')
        .onRef('other.seat', '<>', 'own.seat')
        .on('other.role', '<>', 'observer'),
    )
    .leftJoin('members', 'members.id', 'other.member_id')
    .select(['own.session_id', 'mock_sessions.category', 'own.finished_at', 'members.display_name'])
    .where('own.member_id', '=', memberId)
    .where('own.finished_at', 'is not', null)
    .where('own.removed_at', 'is', null)
    .orderBy('own.finished_at', 'desc')
    .orderBy('own.session_id', 'desc')
    .limit(limit)
    .execute();
  return rows.flatMap((row) =>
    row.finished_at === null
      ? []
      : [
          {
            sessionId: row.session_id,
            category: row.category,
            finishedAt: row.finished_at,
            partner: row.display_name,
          },
        ],
  );
}

/** "Architecture, Mon 2 Mar, with Sam". */
export function mockLine(mock: FinishedMock, categoryName: string): Rich {
  const whom = mock.partner === null ? rich`` : rich`, with ${mock.partner}`;
  return rich`${strong(`Mock: ${categoryName}`)}, ${instant(mock.finishedAt, 'date')}${whom}`;
}

/** Opens what both found in a finished mock, and its notes. */
export function mockButton(mock: FinishedMock, label: string): Button {
  const what = encodeWhat('notes', 0, []);
  return {
    action: encodeAction({ verb: 'mock-look', sessionId: mock.sessionId, what }),
    label,
    style: 'secondary',
  };
}
