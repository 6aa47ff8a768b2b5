/** Everyday words that make a sentence no more specific. Plain lists, written by hand, English only. */
import { stem } from './stem.ts';

const list = (text: string): readonly string[] => text.trim().split(/\s+/u);

/** Grammar words; also what an English text is recognised by. */
export const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  list(`
a an the and or but nor so yet if then than that this these those there here when where while who whom whose which what why how
i me my mine myself you your yours yourself we us our ours ourselves he him his himself she her hers herself it its itself they them
their theirs themselves one ones someone somebody anyone anybody everyone everybody nobody none something anything everything nothing
am is are was were be been being do does did done doing have has had having will would shall should can could may might must ought
not no yes never ever always often sometimes usually mostly rarely of in on at to for from by with without within into onto upon over
under above below between among through during before after since until till about around across along against toward towards off out
up down again further once because although though whereas unless as like just only even also too very really quite rather almost
nearly still already soon now today yesterday tomorrow later earlier first second third last next other others another each every
either neither both all any some many much more most less least few fewer several such same own enough per via plus etc
i'd i'm i've i'll we'd we're we've we'll you'd you're you've you'll he'd he's he'll she'd she's she'll it's it'd it'll they'd they're
they've they'll that's that'd that'll there's there'd here's what's what'd who's who'd how's where's when's let's don't doesn't didn't
won't wouldn't can't cannot couldn't shouldn't isn't aren't wasn't weren't hasn't haven't hadn't mustn't needn't ain't gonna wanna
gotta cause cos cuz thus hence therefore however instead otherwise besides anyway meanwhile whether whatever whichever whoever
`),
);

/** Words for talking about a story instead of telling it. */
const ABSTRACT = list(`
abstract adapt adequate afterwards ambiguity analyse analyze anticipate appreciate arise arrange articulate aspect assess assessment assure attitude
attribute awareness balanced belief beneficial broadly capable capability carefully category certainty chosen circumstance clarity coherent
collective commitment complexity component compromise concept conclude conclusion concrete confirm consequence considerable considerably considered
constraint contradict contrast contribute contribution conviction cooperation criterion criteria crucial deliberate deliberately demanding desire
desired determination differ differently dimension disadvantage effectively efficiently element emphasis encounter encourage ensure essence evaluate
examine exist expectation explanation explore expose extent facilitate factor favour fulfil fundamental gather genuine grateful guidance harmony
highlight hypothesis ideal identify illustrate imply implication importance improve improvement incorporate indicate individual influence initial
initially inspire insight instance intend intention internal interpret introduce involve key latter level limitation maintain manner matter meaningful
measurable mention method mindset moment motivate mutual namely nature necessary negative notable notice objective observation obstacle obtain occasion
occur opportunity option organize original otherwise outcome overall overcome participant particular particularly party pattern perceive perspective
phase philosophy plausible point portion positive possibility potential practice precise precisely preference present presentation principle
procedure process professional proper properly proportion prove purpose quality question rationale reaction realistic reasonable reasoning recognise
recognize recommendation reconsider reflect reflection regard regarding relation relevant remain requirement resolve respect respective respond
response responsibility revise satisfy scenario scope select selected selection sense sensible session significant similar similarly situation
solution specific specifically stage standpoint statement step strengthen structural structurally structured subject succeed success successful
sufficient suit suitable suited summary surprise surprised surprising target technique tend tension theme theory thoroughly thought topic tradeoff
transparency transparent treat trend turn type uncertain uncertainty understand understanding unexpected unique usual valid validate valuable value
variety various version view viewpoint vision weigh worthwhile
`);

/** Frequent nouns, verbs and adjectives that any story could contain. */
const EVERYDAY = list(`
able accept account ace achieve act action active actual add address admit advice affect afraid afternoon age ago agree ahead alive allow alone
amazing amount angry announce annoy annoyed answer apart apologize app appear apply approach appropriate april area argue argument arrive
article ask asleep assume attention august autumn available average avoid away awkward awesome back background bad balance base basic basis
beautiful become bed begin beginning behave behavior behaviour believe belong benefit best better big bigger biggest bit blame block board
book boring boss bother bottom brand break brief bright bring broad broken bug build built busy button buy call calm care careful carry case
catch center central century certain chance change channel chaos charge chat cheap cheaper check chief child choice choose clean cleaner clear
clever click close closer cold colleague collect come comfortable comment common communicate company compare complain complaint complete
complex complicated concern condition confidence confident confirm confused confusing connect consider contact contain content context
continue control conversation convince cool copy core correct cost count country couple course cover crazy create creative credit critical
cross curious current custom cut daily damage dark date day deal dear debate december decent decide decision deep defend definite degree
delay delete deliver demand depend describe deserve desk detail determine develop difference different difficult difficulty direct direction
disagree disappear disappointed discover discuss discussion disease doubt draft draw dream drive drop due easily easy easier eat edge effect
effective efficient effort eight eighty either elegant eleven email emotion empty end energy enjoy enter entire equal error especially
essential establish event eventually evening evidence exact example excellent except exciting excuse exist expect expected expensive
experience expert explain explanation express extra extreme eye face fact fail failure fair fall familiar family famous fan far fast faster
fault fear february feel feeling fifteen fifty fight figure fill final finally find fine finish firm fit five fix flat focus folk follow food
force forget form formal former forward found four frank free frequent fresh friday friend friendly front frustrated full fun function funny
future gain game gap gather general generic get give glad go goal gone good grateful great ground group grow growth guess guide guy half
hand handle hang happen happy hard hardly hate head health healthy hear heart heavy help helpful hi high higher highly hire hold honest hope
hour house huge human hundred hurt idea ideal identify ignore imagine immediate impact important impossible improve improvement include
increase incredible indeed individual influence inform information initial inside insist intend interest interesting introduce involve issue
item january job join journey july jump june keep kept key kid kill kind knew know knowledge lack land large late latest laugh launch lay
lead leader learn learning learnt leave left let level lie life light likely limit line link list listen little live local long longer look
lose loss lost lot loud love low lower luck lucky main maintain major make man manage manager manual march match matter maybe mean meaning
means measure meet meeting member memory mention mess message method middle million mind minor minute miss mistake mix mom moment monday money
month monthly mood morning mother motivate move multiple name nature near necessary need negative nervous new news nice night nine ninety
noise normal note notice november number obvious october odd offer office official okay ok old older open opinion opportunity opposite
order ordinary organize original outside overall owe owner page paid pain paper part particular party pass past patient pattern pause pay
people perfect perhaps period permission person personal phase phone pick picture piece place plan play pleasant please point poor popular
position positive possible post potential power practical practice prefer prepare present press pressure pretty prevent previous price
primary principle print private probably problem procedure proceed process produce program progress project promise proof proper properly
propose protect proud prove provide public publish pull purpose push put quality quarter question quick quicker quickly quiet quit range rate
raise reach react read ready real realise realistic reality realize reason reasonable receive recent recently recognise recognize recommend
record reduce refuse regard regret regular relate relationship relative relevant rely remain remember remind remove repeat replace reply
report represent request require requirement research respect respond response responsible rest result return reveal review rid right rise
risk road role room rough round rule run sad safe sat satisfied saturday save saw say scale scared schedule scope score screen search season
see seem select send sense sensitive separate september series serious serve service session set seven share sharp ship short show shut sick
side sign signal significant silence silly similar simple simpler simply single sit situation six size skill sleep slight slow slower small
smaller smart smile smooth social soft sold solid solution solve sooner sorry sort sound source space speak special specific speed spend spent
split spot spread spring stable stage stand standard star start state stay step stick stop story straight strange street stress strict strong
structure struggle study stuff stupid style subject succeed success successful sudden suffer suggest suitable summary summer sunday super
support suppose sure surprise survey switch system table take talk target task teach tell ten tend term terrible test text thank thing think
thirty thought thousand three throw thursday ticket tie tight till time tiny tired together told tone tool top topic total touch tough
track tradition train trend trick trip trouble true trust truth try tuesday turn twelve twenty twice two type typical ugly ultimate unclear
understand understood unfortunately unhappy unique unit unknown unusual upset urgent use useful usual valid valuable value various version
view visible visit voice vote wait walk wall want warm wash waste watch way weak wear wednesday week weekend weekly weird welcome well went
whole wide win wind winter wish woman women wonder wonderful word work worker world worried worry worse worst worth wow write written wrong
wrote year yearly yellow young zero kg km mm cm euro dollar pound percent
gave given got gotten made makes took taken came seen said meant felt brought bought taught sent chose chosen began begun broke became
fell grew heard held hid hit led lent lit met ran rang sang shown shrank sought stood stuck swore threw understood woke wore won
lol haha hmm wow yeah yep nope hey hello thanks cheers sincerely fingers vibes bless amen basically honestly literally obviously frankly
generally definitely certainly absolutely totally completely extremely fairly somewhat slightly particularly mainly primarily
exactly approximately roughly possibly presumably apparently initially originally eventually ultimately afterwards afterward beforehand
somehow somewhere anywhere everywhere nowhere sometime anymore forever together apart alike
unexpected expectation surprised surprising surprisingly contradict contradicted opposite learned learnings insight insights finding findings
gladly unpleasant tempting messenger careful carefully slowly shortly suddenly immediately constantly
tradeoff trade-off tradeoffs trade-offs tension consequence consequences compromise downside upside drawback advantage disadvantage pros cons
double doubled going goes used using add added adding wise yes agreed agreeing reflect reflects rock shy brightens patience incomplete behind
commit committed theory finish assistant instance define defined defines used shape shaped afterwards impulse reckon spare beat beaten
gather grew grown happen self known naturally halve fourth fifth sixth seventh eighth ninth tenth namely aforementioned parallel motion reason reserve object update updated usually white whole flag combine combined contribute
handled noticed raised rose risen drove driven shipped launched waiting writes wrote learnt earned closed opened lessons
convinced impressed proud relieved thrilled grateful frustrated exhausted motivated unclear vague details
else early precise precisely habit habits isolate isolated locate located movement mindset curiosity curious self-evident
beyond summarise summarize conclude conclusion furthermore moreover additionally overall success succeed partly thoroughly thorough
careful worthwhile meaningful honesty attitude attitudes wisdom courage inspiration inspire inspired inspiring passion dedication
whatsoever respectful respectfully openly polite politely mature independent independently
`);

/** Stems of everyday words. */
export const COMMON_STEMS: ReadonlySet<string> = new Set(
  [...FUNCTION_WORDS, ...EVERYDAY, ...ABSTRACT].map(stem),
);

/** Every everyday word as written, for mending typos. */
export const COMMON_WORDS: readonly string[] = [...FUNCTION_WORDS, ...EVERYDAY, ...ABSTRACT].filter(
  (word) => !word.includes("'"),
);
