/** Faults of events: on their page, among each other, under a clause. */
import { eventOf, signedByMaker, textOf, type Evidence } from "./evidence-file.ts";
import { altered, byMaker, byNodes, entry, isEntry, onEvent, type Fault } from "./fault.ts";

export const events: Fault[] = [
  [
    "body-byte",
    "event-proofs",
    "事件改动一位",
    "A digit of an event is changed",
    byMaker((file) => {
      entry(file, -1).body = entry(file, -1).body.replace('"version":1', '"version":2');
    }),
  ],
  [
    "salt-byte",
    "event-proofs",
    "随机数改动一位",
    "A digit of a salt is changed",
    byMaker((file) => {
      entry(file, -1).salt = altered(entry(file, -1).salt);
    }),
  ],
  [
    "proof-byte",
    "event-proofs",
    "证明改动一位",
    "A digit of an audit path is changed",
    byMaker((file) => {
      entry(file, -1).proof[0] = altered(entry(file, -1).proof[0]!);
    }),
  ],
  [
    "proof-longer",
    "event-proofs",
    "证明多出一步",
    "An audit path has a step too many",
    byMaker((file) => void entry(file, -1).proof.push("0".repeat(64))),
  ],
  [
    "beyond-the-page",
    "event-proofs",
    "事件位置超出该页",
    "An event at an index that the page does not have",
    byMaker((file) => {
      entry(file, -1).index = 2;
    }),
  ],
  [
    "body-spelling",
    "event-proofs",
    "已签名的事件不是规范 JSON",
    "An event that is sealed but not canonical",
    (valid) => {
      const isIt = isEntry(valid, -1);
      return byNodes({ body: (text, one) => (isIt(one) ? `${text} ` : text) })(valid);
    },
  ],
  [
    "audience-without-author",
    "event-proofs",
    "接收方中没有发出方",
    "The author is not in the audience",
    onEvent(-1, (event) => ({ ...event, audience: ["110112"] })),
  ],
  [
    "events-swapped",
    "event-links",
    "两个事件对换",
    "Two events are swapped",
    byMaker((file) => {
      file.events.splice(1, 2, entry(file, 2), entry(file, 1));
    }),
  ],
  [
    "event-dropped",
    "event-links",
    "中间少一个事件",
    "An event in the middle is missing",
    byMaker((file) => void file.events.splice(4, 1)),
  ],
  [
    "event-doubled",
    "event-links",
    "一个事件出现两次",
    "An event is there twice",
    byMaker((file) => void file.events.push(entry(file, -1))),
  ],
  [
    "forked-subject",
    "event-links",
    "两个事件接续同一事件",
    "Two events follow the same one",
    (valid) => {
      const before = eventOf(entry(valid, 6)).previous!;
      return onEvent(7, (event) => ({ ...event, previous: before }))(valid);
    },
  ],
  [
    "link-missing",
    "event-links",
    "事件没有接续它之前的事件",
    "An event does not name the one before it",
    onEvent(8, (event) => ({ ...event, previous: undefined })),
  ],
  [
    "linked-twice",
    "event-links",
    "事件既接续又针对",
    "An event is linked in both ways",
    onEvent(-1, (event) => ({ ...event, previous: event.about })),
  ],
  [
    "other-subject",
    "event-links",
    "事件属于另一件事",
    "An event is about another subject",
    onEvent(-1, (event) => ({ ...event, subject: "case/another" })),
  ],
  [
    "clause-missing",
    "event-clauses",
    "事件没有条款依据",
    "An event names no clause",
    onEvent(8, (event) => ({ ...event, clause: undefined })),
  ],
  [
    "clause-unknown",
    "event-clauses",
    "协议没有这一条款",
    "The agreement has no such clause",
    onEvent(8, (event) => ({ ...event, clause: { ...event.clause!, clause: "market.nothing" } })),
  ],
  [
    "reader-not-a-party",
    "event-clauses",
    "接收方不是协议缔约方",
    "A reader is no party to the agreement",
    (valid) => {
      const text = onEvent(-1, (event) => ({ ...event, audience: ["110112", "120114", "130900"] }))(valid);
      const file = JSON.parse(text) as Evidence;
      file.pending.push({ of: "120114", page: entry(file, -1).page, by: "130900" });
      return textOf(signedByMaker(file));
    },
  ],
];
