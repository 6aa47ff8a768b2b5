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
accidents according accountants accounts achieved actually adapted addressed adjustable admitted adopted advised agencies airport algorithm
allowed alongside alphabet alternatively amputee android announced announcement answers apology apprentices approval approve approved
architect archive arrives arthritis ashamed assigned association associations assumes auditors autosave backwards baffled bakeries bankrupt
basement batteries battery becomes begging beginners believing belongs betrayed billing binders bleeding blessing bluetooth blushed booking
bookings borders bottleneck braille breweries brilliant browser browsers budgeted building bundles businesses calendar campaign cancels
candidates captains captions caretaker carries catalogues cataracts catered ceiling certificate certified certifies changed changes charged
charges charities checked checklist choices chooses christmas churches churned claimed claiming clashed cleared clickbait clicked
climbed clinics clipboard collaborated collapsed collected collided columns commission communicated communities commuter companies
comparable comparison compatible compete complaining concentrate concerned concierge conductor connection consent consequently
considering consulted contest contract contractors contracts contributed controller cooperative coordinated copying corrected corrections
corridor costing councils countdown counted counter counterweight counting couples covering crashed crossed culprits currency cutting
databases daughter decisive decline decreased defended defends deleted demanded demonstrated dentist depended depends designed designs
devices diaries differed director disagreed disappeared disappoint discounting discovered discussed dispatchers disposable divided doctors
doubles doubted downloaded downtime drawing drawings dreamed drifted drivers duplicate duplicates edition elderly elsewhere emailed emerged
emergency empowered encouraged engaged ensured escalated estimated evictions exceptions exchange exclusive existing expects expense expires
explicitly exports exposes facilitated factory failing fallback falling families fancied fathers figured finances finishing firmware focused
folders following follows forbade forbids forearm forecast foregone foreign foreman forgave forgets forgone forgotten formula fortnight
fostered foundation founder fraction franchise freight friends frowned funding furious getting giggled goodbye goodwill grandparents granted
greeted grieving grounds grouped guarantee guessed handful happened happens happier happily harbour hardware headline headmaster headphones
heavier hindsight history hospices hospitals hotline household hovered hundreds identified identity ignored ignores imagined imitate
immigrant importers imports improved included incomes increased indecent independents inflates insisted inspectors installation installed
installs institutions instructor instrument insurance insurer intercepts interested internet interpreter invents investor investors
invisible invited involved keepers keeping kitchen kitchens knowing landlady landlords largest laughed laundry lawsuit lawyers lecture
letters leveraged libraries library listened lobbied lobbying lookups machine mainframe managed managers margins matched matching meantime
measured measures mechanic messages midnight migraine migration milliseconds minister ministry mirrored misleading mismatch mismatches
misread missing mittens monitor mothers museums muttered narrowed national negotiated networks newcomer newcomers nightly nonsense notaries
notebook nowadays numbers nurseries objected offered offering offices operators optional orchestras ordered outgrows overcame overnight
overrule overruled overtime overwritten painless parents participated partnerships passport password patching penalty percentage percentile
personally pharmacies pharmacist photographed physical pickups pictured pictures piloted pipeline players pleaded pleading pleased plotted
plumbing pointed positions postcode postman postpone practices predecessor preferred prefill premise premium prescription presented presumed
preview printed printing printouts privately profits promoted promotion proposal proposals proposed protection protects protocol provisional
proxies pushing quarters questioned quietly reached readable readers reading realised realized receipt received reckless reckoned reckons
recommended recommends recordings records recounted recovered recruited refugees refunded refunds refusal refuses refusing regional register
regulation rehearsals rehearsed rejections rejects related released remained remembers renamed repeated repeating replaces requested
requests required rerouted resigned resolved restarts restaurants restore restored results retailer rethink retired retrained returned
returning returns reverse reversed reversible reverts reviews rewritten rewrote ringing rollback rolling running salaries salesman
salespeople samples sandbox satellites scanners schools scratched screwed scribbled scrolled scrolling seasons secretaries secretary
segmented selling sending sentence sentences separated separately separation servers settled seventy shaking shareholder shelved shouted
shouting shrinks shutting sickness signature signups sisters sitting slipped smallest smallholder smartphone sockets sources spanish
speaking speeding splitting spreadsheet spreadsheets sprints squinted staggered staging standing starting startup startups statutes staying
stopgap stopwatch storage stripped stronger strongest struggled student students studios stunned stutters subcontractor subscribed
subscriptions subtitles succeeded suffered suggested suitcase supplier supported surgeon surgeons surname survive survived survives suspect
suspected suspects suspicion swallow swallowed swapped switches switching systems tablets tachograph talkback teacher teachers telling
template tempted tenders terrified thanked theories thicker thinking threatened threatens timeout timestamps tolerate tonight touched
touches tracking traffic training transaction transactions transcripts traveled travelled tremble tripled tripwire trustees turkish turning
turnover unbeatable unbeaten unchanged undecided underestimated understands universities unplugged unreadable unsubscribes untouched
unusable upfront upgraded useless vanished variant vestibule village villages visited voiceover volunteer volunteers warehouse warning
waterproof weather website weekends weighed wheelchair whenever whispered whiteboard wholesaler withdraw withdrawn wording workaround
working worthless wrapped wrapping wrights writing yardstick
`
  .trim()
  .split(/\s+/u);
