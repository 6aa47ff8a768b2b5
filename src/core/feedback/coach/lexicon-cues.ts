/** Words the detectors hang on, so that a single mistyped letter does not hide them. */
export const CUE_WORDS: readonly string[] = `
assumed assuming believed thought expected supposed convinced hypothesis renewed renewals renew cancelled canceled dropped complained
complaint complaints instead rather because whereas although disappointed angry annoyed slower faster worse manual manually engineers
webhook webhooks endpoint polling versions partner partners latency offline server format formats interviews interviewed watched
observed noticed followed shadowed tickets calls recorded session sessions segment cohort holdout compared before after between
rejected refused postponed delayed cancelled scrapped stopped started switched replaced removed raised lowered accepted decided
lesson learned learnt since anymore longer apologised apologized telephoned phoned called wrote explained showed promised
screen field button screenreader contrast keyboard tremor blind deaf hearing glasses font voice caption language
competitor licence license revenue margin discount subscription advisor distribution payroll price prices
within seconds minutes hours weeks months percent share ratio rate completed finished
`
  .trim()
  .split(/\s+/u);
