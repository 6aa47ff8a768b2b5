import type { AnswerTables } from './tables/answers.ts';
import type { CommunityTables } from './tables/communities.ts';
import type { MemberTables } from './tables/members.ts';
import type { MockTables } from './tables/mocks.ts';
import type { NoticeTables } from './tables/notices.ts';
import type { QuestionTables } from './tables/questions.ts';
import type { SendTables } from './tables/sends.ts';
import type { WebTables } from './tables/web.ts';

/** All tables, one file an area (tables/). A new table goes into its area's file. */
export interface Tables
  extends
    AnswerTables,
    CommunityTables,
    MemberTables,
    MockTables,
    NoticeTables,
    QuestionTables,
    SendTables,
    WebTables {}
