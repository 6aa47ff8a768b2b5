/** Fields of work and life that questions are set in; words of one field stand for each other. English only. */
import { stem } from './stem.ts';

/** Each entry is one field. A word may belong to several. */
const FIELDS_OF_LIFE: readonly string[] = [
  `patient nurse doctor clinic hospital ward medicine pill tablet pharmacy pharmacist surgery surgeon surgical symptom diagnosis lab blood dose refill
   prescription therapy therapist physio physiotherapist ill illness sick medical health healthcare counter diabetes hearing aid allergy caregiver carer
   bedside alarm monitor chart handover rota shift care disease treatment vaccination vaccine dentist midwife`,
  `school teacher pupil student class classroom lesson homework exam course tutor learner university term quiz education teach parent kid child
   children grade marks exercise textbook campus`,
  `bank account card loan credit overdraft payment pay savings fee pin cash transfer money fraud branch atm wallet teller debt lender mortgage balance
   deposit fintech code`,
  `insurance insurer insured claim quote policy cover premium broker damage accident adjuster crash underwriter risk`,
  `parcel courier driver delivery deliver van depot warehouse truck shipment shipping freight route scan scanner dispatcher logistics cargo dock
   picker pallet carrier stop door neighbour recipient`,
  `game player gamer level studio puzzle season guild quest racing console play session steering opponent cheat cheater event island farm avatar
   match tutorial multiplayer server`,
  `farm farmer grower crop field harvest vegetable barn cow cattle animal herd milk soil weather frost irrigation watering water grain seed tractor
   pest orchard dairy calf vet plant`,
  `grocery supermarket shop store retailer retail shelf basket checkout cart customer shopper pickup locker aisle till cashier clothing stock
   wholesaler`,
  `restaurant cafe kitchen cook chef guest menu dish meal lunch food recipe dinner table waiter catering ingredient bakery bread canteen nuts allergy`,
  `train bus ticket passenger commuter traveller traveler rail railway station tram coach flight airport airline ferry seat booking trip travel tourist
   hotel platform vehicle journey timetable fare delay rebook boat harbour port crossing`,
  `flat apartment tenant landlord rent rental lease owner agent listing house home letting property viewing repair estate room building caretaker
   lock key door`,
  `electricity energy power meter grid solar heat heating battery bill kilowatt tariff household charger charging charge electric socket boiler
   thermostat appliance washing dryer outage storm`,
  `car garage vehicle driver road drive parking dealer mechanic fuel motor tyre plate crash permit charger charging network trip route`,
  `factory machine line operator production plant maintenance pump sensor manufacturing worker foreman shift quality part supplier packaging metal
   vibration inspection defect`,
  `developer api sdk endpoint deployment deploy code build repository log logs test pipeline library integration key documentation engineer debugging
   open-source hosting server cluster permission role admin docs`,
  `city citizen resident council municipality office officer public clerk permit form government minister benefit ministry court police town housing
   applicant caseworker tax official`,
  `charity donor donation volunteer fundraiser nonprofit foodbank shelter giving hospice`,
  `film video stream streaming listener podcast audiobook music song episode show subscriber viewer watch playlist player news newspaper article
   reader editor journalist headline advert magazine`,
  `router internet network phone sim carrier telecom modem wifi call broadband fibre firewall signal mobile plan minutes data`,
  `device hardware sensor firmware chip circuit battery housing prototype case mould watch gadget button led air co2 bluetooth`,
  `employee staff payroll hr hiring recruit applicant roster shift planner worker expense`,
  `accountant accounting invoice bookkeeping ledger tax advisor receipt billing bill`,
  `bot chat chatbot support ticket helpdesk desk hotline call callback contact reply agent handover conversation topic complaint refund`,
  `server hosted hosting cloud online install installation on-prem upgrade version update software backup admin data-centre`,
  `search query result notification alert push reminder inbox`,
  `machine kiosk terminal ticket vending screen self-service automat self-checkout`,
];

/** Words of a field, by stem. */
export const SCENES: readonly ReadonlySet<string>[] = FIELDS_OF_LIFE.map(
  (words) => new Set(words.trim().split(/\s+/u).map(stem)),
);
