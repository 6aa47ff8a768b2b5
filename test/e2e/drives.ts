/** What is done with the keyboard, and what is then read where the command's results appear. */
export type Step =
  /** A line typed into the command box. */
  | { readonly type: string; readonly sees: string }
  /** The button with this label in the result. */
  | { readonly press: string; readonly sees: string }
  /** The open form, by the labels of its fields, sent with the button of that name. */
  | { readonly fill: Readonly<Record<string, string>>; readonly send: string; readonly sees: string };

/**
 * What is driven for each command, by its name; one without an entry fails the test. They run in the
 * registry's order in one room: under /practice by a member, under /greenroom by the organizer. Texts are
 * what the second of March 2026, 10:00 in London, leads to.
 */
export const DRIVES: Readonly<Record<string, readonly Step[]>> = {
  'practice.today': [{ type: '/practice today', sees: 'The open question' }],
  'practice.now': [
    { type: '/practice now metrics', sees: 'Only you see this question.' },
    { type: '/practice now zebra', sees: 'is not a category' },
  ],
  'practice.me': [{ type: 'me', sees: 'No day has been counted yet.' }],
  'practice.history': [
    { type: '/practice history', sees: 'No answers yet.' },
    { type: '/practice history zebra', sees: 'No answer of yours fits' },
    { press: 'All answers', sees: 'No answers yet.' },
    { press: 'Practise one now', sees: 'Only you see this question.' },
  ],
  'practice.pause': [
    { type: '/practice pause', sees: 'Which days?' },
    {
      fill: { 'Which days?': '2 weeks' },
      send: 'Show the dates',
      sees: 'Question days in a pause are no miss',
    },
    { press: 'Pause', sees: 'Your streak waits' },
    { type: '/practice pause end', sees: 'is called off' },
  ],
  'practice.settings': [
    { type: '/practice settings', sees: 'Your settings' },
    { press: 'Wording: literal', sees: 'hints and instructions say exactly what to do' },
    { press: 'Wording: usual', sees: 'hints and instructions are short' },
    { press: 'Timer: soft', sees: 'for how long it has been open' },
    { press: 'Time zone: change', sees: 'Your time zone' },
    { fill: { 'Time zone': 'Asia/Kathmandu' }, send: 'Save', sees: 'Asia/Kathmandu' },
    { type: '/practice settings streak sideways', sees: 'hidden' },
  ],
  'practice.mock.join': [
    { type: '/practice mock join', sees: 'For your partner to know' },
    { fill: { When: 'whenever' }, send: 'Join', sees: 'this evening' },
    { fill: { When: 'Sat 10:00-12:00' }, send: 'Join', sees: 'No reason is ever asked' },
  ],
  'practice.mock.now': [{ type: '/practice mock now', sees: 'one line at a time is enough' }],
  'practice.mock.with': [
    { type: '/practice mock with', sees: 'They are asked privately' },
    { fill: { Name: 'Nobody' }, send: 'Ask', sees: 'Nobody' },
  ],
  'practice.mock.status': [{ type: '/practice mock status', sees: 'Your part' }],
  'practice.mock.skip': [{ type: '/practice mock skip', sees: 'You skip the next round.' }],
  'practice.mock.observe': [{ type: '/practice mock observe', sees: 'No mock that you could watch' }],
  'practice.mock.leave': [{ type: '/practice mock leave', sees: 'You are out of the line' }],
  'practice.mock': [{ type: '/practice mock', sees: 'You are not in line.' }],
  'practice.mock.solo': [
    { type: '/practice mock solo metrics', sees: 'Two follow-up questions come' },
    { press: 'Ask one question', sees: 'question' },
    { fill: { question: 'Who uses it most?' }, send: 'Ask', sees: 'What you can take as given' },
    { press: 'Stop', sees: 'stopped' },
  ],
  'practice.suggest': [
    { type: '/practice suggest', sees: 'Question' },
    {
      fill: {
        Category: 'metrics',
        Question: 'Sign-ups fell by a fifth overnight. What do you look at first?',
      },
      send: 'Send',
      sees: 'Your suggestion is with the organizers.',
    },
  ],
  'practice.export': [{ type: '/practice export', sees: 'export' }],
  'practice.erase': [
    { type: '/practice erase', sees: 'Erase everything about you?' },
    { press: 'Keep it', sees: 'Nothing was erased.' },
  ],
  'greenroom.setup': [
    { type: '/greenroom setup', sees: 'Done: problems are told privately' },
    { press: 'Where problems are told', sees: 'Setup, step 3 of 3' },
    { press: 'Tell problems here', sees: 'Done: problems are told in practice.' },
    { press: 'Post a test question', sees: 'A test question is on its way' },
    { press: 'Post How this works', sees: '"How this works" is on its way' },
    { press: 'Preview', sees: 'Swap 1' },
  ],
  'greenroom.schedule.add': [
    { type: '/greenroom schedule add 10am America/New_York weekdays', sees: '10:00' },
    { press: 'Start it', sees: 'Started:' },
  ],
  'greenroom.schedule.list': [{ type: '/greenroom schedule list', sees: 'Preview 2' }],
  'greenroom.schedule.preview': [
    { type: '/greenroom schedule preview 1', sees: 'Tue 3 Mar' },
    { press: 'Swap 1', sees: 'Swapped.' },
    { press: 'Post next: 2', sees: 'That question comes next now.' },
  ],
  'greenroom.schedule.change': [
    { type: '/greenroom schedule change 2 11:00', sees: '11:00' },
    { press: 'Change it', sees: 'Changed.' },
  ],
  'greenroom.schedule.posting': [
    { type: '/greenroom schedule posting 2', sees: 'Answers in threads' },
    { fill: {}, send: 'Save', sees: 'It holds from the next question on.' },
    { type: '/greenroom schedule posting 2 threads off', sees: 'It holds from the next question on.' },
    { type: '/greenroom schedule posting 2 pin on', sees: 'cannot be pinned' },
  ],
  'greenroom.schedule.pause': [
    { type: '/greenroom schedule pause 2', sees: 'Schedule 2 in practice is paused.' },
  ],
  'greenroom.schedule.resume': [{ type: '/greenroom schedule resume 2', sees: 'It goes on.' }],
  'greenroom.schedule.remove': [
    { type: '/greenroom schedule remove 2', sees: 'It would ask no more.' },
    { press: 'Remove', sees: 'Schedule 2 is removed.' },
  ],
  'greenroom.schedule': [{ type: '/greenroom schedule', sees: 'Preview' }],
  'greenroom.post': [
    { type: '/greenroom post metrics', sees: 'is there already: one a day for each schedule' },
  ],
  'greenroom.withdraw': [{ type: '/greenroom withdraw', sees: 'for everybody else the date is no miss' }],
  'greenroom.question.add': [
    { type: '/greenroom question add', sees: 'Follow-up questions' },
    {
      fill: { Category: 'metrics', Question: 'Which number would you stop reporting, and why?' },
      send: 'Add',
      sees: 'Added as own-1',
    },
  ],
  'greenroom.question.approve': [
    { type: '/greenroom question approve', sees: 'Suggested by Member 2.' },
    { press: 'Approve', sees: 'No suggestion waits.' },
  ],
  'greenroom.question.edit': [
    { type: '/greenroom question edit own-1', sees: 'Follow-up questions' },
    { fill: { Question: 'Which number would you stop reporting?' }, send: 'Save', sees: 'Saved own-1' },
  ],
  'greenroom.question.decline': [{ type: '/greenroom question decline 99', sees: '99' }],
  'greenroom.question.retire': [
    { type: '/greenroom question retire own-1', sees: 'Retired own-1' },
    { press: 'Restore', sees: 'Restored own-1' },
  ],
  'greenroom.question.restore': [
    { type: '/greenroom question restore own-1', sees: 'own-1 was not retired.' },
  ],
  'greenroom.question.list': [
    { type: '/greenroom question list own', sees: 'own-1' },
    { type: '/greenroom question list metrics', sees: 'Add a question' },
  ],
  'greenroom.question': [{ type: '/greenroom question', sees: 'own-1' }],
  'greenroom.holiday.add': [
    { type: '/greenroom holiday add', sees: 'First day' },
    {
      fill: { 'First day': '24 Dec', 'Last day': '2 Jan', Name: 'Winter break' },
      send: 'Add',
      sees: 'Winter break. No question comes then',
    },
  ],
  'greenroom.holiday.list': [{ type: '/greenroom holiday list', sees: 'Winter break' }],
  'greenroom.holiday.remove': [
    { type: '/greenroom holiday remove 24 Dec to 2 Jan', sees: 'no holiday any more' },
    { press: 'All holidays', sees: 'No holiday is to come.' },
  ],
  'greenroom.holiday': [{ type: '/greenroom holiday', sees: 'No holiday is to come.' }],
  'greenroom.notices': [
    { type: '/greenroom notices here', sees: 'are told in practice from now on' },
    { type: '/greenroom notices', sees: 'Problems and suggestions are told in practice.' },
    { press: 'Tell organizers privately', sees: 'told privately to each organizer' },
  ],
  'greenroom.mute': [
    { type: '/greenroom mute suggestions 7 days', sees: 'are not told until' },
    { press: 'Unmute suggestions', sees: 'are told again' },
  ],
  'greenroom.mocks': [
    { type: '/greenroom mocks 7 days 1 answer', sees: '7 days' },
    { press: 'Open to everybody at once', sees: '0 days' },
  ],
  'greenroom.mocks.lengths': [{ type: '/greenroom mocks lengths', sees: 'silent scoring' }],
  'greenroom.reports': [{ type: '/greenroom reports', sees: 'There is no open report.' }],
  'greenroom.rules': [
    { type: '/greenroom rules', sees: 'kept for 12 months' },
    { type: '/greenroom rules retention 6 months', sees: '0 answers are older than that.' },
    { press: 'Shorten it', sees: 'kept for 6 months' },
  ],
  'greenroom.organizer.add': [
    { type: '/greenroom organizer add Member 2', sees: 'Member 2 is an organizer now.' },
  ],
  'greenroom.organizer.remove': [
    { type: '/greenroom organizer remove Member 2', sees: 'Member 2 is no organizer any more.' },
  ],
  'greenroom.organizer': [{ type: '/greenroom organizer', sees: 'Organizers: Member 1.' }],
};
