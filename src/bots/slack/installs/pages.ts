import { html, type Html } from '../../web/html.ts';

/** A page of the install: what it says, and the one thing to press. */
export interface InstallPage {
  readonly status: number;
  readonly title: string;
  readonly words: string;
  readonly button: { readonly label: string; readonly href: string } | null;
}

const AGAIN = { label: 'Start again', href: '/slack/install' };

/** The first page: one button that leads to Slack. */
export function startPage(href: string): InstallPage {
  return {
    status: 200,
    title: 'Add Greenroom to Slack',
    words:
      'Slack shows what Greenroom may do and asks you to allow it. Some workspaces let only their admins add apps.',
    button: { label: 'Add to Slack', href },
  };
}

export function installedPage(workspace: string): InstallPage {
  return {
    status: 200,
    title: 'Greenroom is installed',
    words: `Greenroom is in ${workspace === '' ? 'your workspace' : workspace}. Next, in Slack: open the channel for practice, type /invite @Greenroom there, then /greenroom setup.`,
    button: null,
  };
}

export function cancelledPage(): InstallPage {
  return {
    status: 200,
    title: 'Nothing was installed',
    words: 'You pressed Cancel on Slack’s page, so nothing changed. You can start again at any time.',
    button: AGAIN,
  };
}

/** The state is unknown, too old or used, or belongs to another browser. */
export function stalePage(): InstallPage {
  return {
    status: 400,
    title: 'This link does not work any more',
    words:
      'An install link works once, for ten minutes, in the browser that started it. Start again from here; nothing was installed by this link.',
    button: AGAIN,
  };
}

/** An install for a whole Enterprise organisation, which is not served. */
export function enterprisePage(): InstallPage {
  return {
    status: 400,
    title: 'Please choose one workspace',
    words:
      'Greenroom keeps every workspace apart, so it cannot be installed for a whole organisation at once. Start again and choose one workspace on Slack’s page. An admin of the organisation can take the other install away in Slack’s app settings.',
    button: AGAIN,
  };
}

/** Slack did not give a token; `reason` is its word. */
export function failedPage(reason: string): InstallPage {
  return {
    status: 502,
    title: 'Slack did not finish the install',
    words: `Slack answered “${reason}”. Start again; if it stays so, the person who runs this Greenroom finds more in its log.`,
    button: AGAIN,
  };
}

/** The whole page, readable without scripts and in both colour schemes. */
export function renderPage(page: InstallPage): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title}</title>
        <style>
          :root {
            color-scheme: light dark;
          }
          body {
            font:
              1.125rem/1.6 system-ui,
              sans-serif;
            max-width: 36rem;
            margin: 12vh auto;
            padding: 0 1.25rem;
          }
          a {
            display: inline-block;
            padding: 0.6rem 1.1rem;
            border-radius: 0.4rem;
            background: #1f5c43;
            color: #fff;
            text-decoration: none;
          }
          a:focus-visible {
            outline: 3px solid currentcolor;
            outline-offset: 3px;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${page.title}</h1>
          <p>${page.words}</p>
          ${page.button === null ? null : html`<p><a href="${page.button.href}">${page.button.label}</a></p>`}
        </main>
      </body>
    </html>`;
}
