import { typed, type Command } from '../../core/commands/command.ts';
import { COMMANDS } from '../../core/commands/registry.ts';
import { html, type Html } from './html.ts';
import type { Person } from './people-store.ts';
import { hiddenFields } from './render.ts';

/**
 * The line where commands are typed. The browser completes it from the list of commands, organizers' ones
 * only for organizers; it is plain text for whoever ignores that.
 */
export function commandBox(person: Person, at: string): Html {
  const offered = COMMANDS.filter(
    (command) => command.bare !== true && (command.root === 'practice' || person.isOrganizer),
  );
  const help = { root: 'practice', words: ['help'], takes: '', says: 'Everything you can type.' } as const;
  return html`<form class="command" method="post" action="/command" data-send>
    ${hiddenFields({ as: person.externalId, at })}
    <label for="command">Command</label>
    <p class="row">
      <input
        id="command"
        name="text"
        list="commands"
        placeholder="/practice help"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
      />
      <button class="secondary">Run</button>
    </p>
    <datalist id="commands">${[...offered, help].map(completion)}</datalist>
    <p class="state" data-state></p>
  </form>`;
}

/** The words to put in, and beside them what may follow and what it does. */
function completion(command: Pick<Command, 'root' | 'words' | 'takes' | 'says'>): Html {
  const takes = command.takes === '' ? '' : `${command.takes} · `;
  return html`<option value="${typed(command)}">${takes}${command.says}</option> `;
}
